import { type Fact, healthOf, inspect, toJson } from '@router/core'
import type { Answers } from '../../row.js'
import { unmapped } from '../../unmapped.js'
import type { CooldownRow, ScopeRow } from '../case.js'
import type { Playable } from '../playable.js'
import type { Scene } from '../scene.js'
import { reasonOf } from '../words.js'

/** What can be asked about health after anything that happened; `id`: the target that it happened to. */
export function healthAnswers(scene: Scene, id?: string): Answers {
  return {
    cooldown: (want) => (want as readonly CooldownRow[]).map((row) => cooldownFor(scene, row)),
    no_cooldown: (want) =>
      (want as readonly string[]).filter((each) => scene.standingOf(each).candidate?.cooling === undefined),
    calls: (want) => Object.fromEntries(Object.keys(want as object).map((each) => [each, scene.calls.get(each) ?? 0])),
    released: (want) => (want as readonly string[]).filter((each) => inFlightAt(scene, each) === 0),
    started_provider_cooldown: () => id !== undefined && providerCooldown(scene, id) !== undefined,
    provider_cooldown_ms: () => {
      const open = id === undefined ? undefined : providerCooldown(scene, id)
      return open && Math.round(open.until - scene.world.now)
    },
    backoff_level: () => {
      const open = id === undefined ? undefined : providerCooldown(scene, id)
      return open && open.level - (scene.given.policy?.provider_cooldown?.backoff_threshold ?? 1) + 1
    },
  }
}

/** The open cooldown that a row of expectation speaks of. */
function cooldownFor(scene: Scene, { target, scope }: CooldownRow): object {
  const { fact, where } = target === undefined ? onScope(scene, scope) : ofTarget(scene, target)
  return {
    ...(target === undefined ? { scope } : { target }),
    until_ms: fact && Math.round(fact.until),
    reason: fact && reasonOf(fact.class, where),
  }
}

interface Found {
  readonly fact: Fact | undefined
  readonly where: string
}

function ofTarget(scene: Scene, id: string): Found {
  const cooling = scene.standingOf(id).candidate?.cooling
  return { fact: cooling?.fact, where: cooling?.scope ?? 'target' }
}

function onScope(scene: Scene, scope: ScopeRow | undefined): Found {
  if (scope === undefined) return unmapped('a cooldown of nobody')
  const where = scope.credential !== undefined ? 'credential' : scope.model !== undefined ? 'model' : 'provider'
  return { fact: longest(scene, scene.factsOn(scene.scopeOf(scope))), where }
}

const longest = ({ world }: Scene, facts: readonly Fact[]): Fact | undefined =>
  facts.filter(({ until }) => until > world.now).toSorted((a, b) => b.until - a.until)[0]

function providerCooldown(scene: Scene, id: string): Fact | undefined {
  return longest(scene, scene.factsOn(scene.scopeOf({ provider: scene.row(id).provider })))
}

function inFlightAt(scene: Scene, id: string): number {
  const { provider, credential, model } = scene.row(id)
  const key = scene.scopeOf({ provider, credential, model })
  const rows = inspect(scene.policyOf({ req: '' }).policy, scene.world.snapshot, scene.world.now)
  return rows.find((row) => row.scope === key)?.inFlight ?? 0
}

/** How long a model is out of use, over every scope it runs through. */
export const cooldownRemaining: Playable = {
  fields: ['provider', 'model'],
  play(scene, { provider, model }) {
    const { candidate } = scene.world.standingOf(String(provider), 'any', String(model ?? 'any'))
    const until = candidate?.cooling?.until
    return { cooldown_remaining_ms: () => (until === undefined ? 0 : Math.round(until - scene.world.now)) }
  },
}

/** Would it be asked? */
export const isAvailable: Playable = {
  fields: ['target'],
  play(scene, { target }) {
    const { exclusion } = scene.standingOf(String(target))
    return { available: () => exclusion === undefined }
  },
}

/** An operator's hand. */
export const startCooldown: Playable = {
  fields: ['scope', 'ms'],
  play(scene, { scope, ms }) {
    scene.cool(scope as ScopeRow, scene.world.now + Number(ms))
    return healthAnswers(scene)
  },
}

export const clearCooldown: Playable = {
  fields: ['target', 'reason'],
  play(scene, { target }) {
    const { provider, credential, model } = scene.row(String(target))
    const { policy } = scene.policyOf({ req: '' })
    for (const scope of [
      { provider, credential, model },
      { provider, credential },
    ]) {
      const key = scene.scopeOf(scope)
      scene.world.learn(policy, { type: 'cooldown-cleared', at: scene.world.now, key })
    }
    return healthAnswers(scene)
  },
}

/** What one life tells the next: health as JSON. */
export const save: Playable = {
  fields: [],
  play(scene) {
    scene.saved = JSON.stringify(toJson(healthOf(scene.world.snapshot)))
    return {}
  },
}

export const restore: Playable = {
  fields: [],
  play(scene) {
    scene.startAnew()
    return {}
  },
}

/** What is known. */
export const snapshot: Playable = {
  fields: [],
  play(scene) {
    const open = toJson(healthOf(scene.world.snapshot)).entries.filter(
      ([, { facts = [] }]) => longest(scene, facts) !== undefined,
    )
    return {
      ...healthAnswers(scene),
      cooldown_entries: () => open.length,
      active: (want) => Object.fromEntries(Object.keys(want as object).map((id) => [id, inFlightAt(scene, id)])),
      must_not_contain_credentials: () => {
        const text = JSON.stringify(toJson(healthOf(scene.world.snapshot)))
        return scene.given.targets.every(({ credential }) => !text.includes(`/${credential}/`))
      },
    }
  },
}
