import { select as decide, explain, type Target } from '@router/core'
import { unmapped } from '../../unmapped.js'
import { lifeAnswers } from '../attempt-answers.js'
import type { Begin } from '../case.js'
import type { Life } from '../life.js'
import type { Playable } from '../playable.js'
import type { Scene } from '../scene.js'
import { nameOf } from '../words.js'
import { healthAnswers } from './health.js'

/** A request arrives. */
export const begin: Playable = {
  fields: ['req', 'model', 'session', 'affinity', 'deadline_ms', 'stream', 'operation', 'credentials'],
  play(scene, operation) {
    scene.begin(operation as unknown as Begin)
    return {}
  },
}

/** Who is asked next. */
export const select: Playable = {
  fields: ['req'],
  play(scene, { req }, index) {
    const life = scene.life(String(req))
    delete life.broken
    const { command } = scene.stepOf(life)
    const target = command.type === 'attempt' ? command.target : undefined
    const selected = target && scene.idOf(target)
    if (selected !== undefined) scene.calls.set(selected, (scene.calls.get(selected) ?? 0) + 1)
    scene.selected.set(index, selected)
    return {
      ...lifeAnswers(scene, life, undefined),
      ...healthAnswers(scene),
      selected: () => selected,
      selected_one_of: (want) => ((want as readonly unknown[]).includes(selected) ? want : selected),
      same_as: (want) => (scene.selected.get(Number(want)) === selected ? want : selected),
      upstream_model: () => target?.model,
      waited_ms: () => life.step?.execution.waitedMs,
      skipped: () => skippedBy(scene, life),
    }
  },
}

/** Who was passed over because of a cooldown, and whether it lasts longer than the request may. */
function skippedBy(scene: Scene, { policy, request }: Life): readonly object[] {
  const { tiers } = explain(policy, scene.world.snapshot, request, scene.world.now)
  return tiers
    .flatMap(({ candidates }) => candidates)
    .flatMap((candidate) => {
      const target = policy.targets.get(candidate.target)
      if (target === undefined || candidate.eligible || candidate.exclusion.type !== 'cooling') return []
      const { until, class: kind } = candidate.exclusion
      const isTooLong = until > (request.deadlineAt ?? Number.POSITIVE_INFINITY)
      return [
        {
          target: scene.idOf(target),
          reason: isTooLong ? 'cooldown_exceeds_budget' : 'cooldown',
          class: nameOf(kind),
        },
      ]
    })
}

/** In what order all of them would be asked, one after the other. */
export const order: Playable = {
  fields: ['req', 'strategy'],
  play(scene, { req, strategy }) {
    if (strategy !== undefined) unmapped('an order by a strategy that the request has not')
    const life = scene.life(String(req))
    const { tried } = orderOf(scene, life)
    const out = life.pool.rows.filter(({ id }) => !tried.some((target) => scene.idOf(target) === id))
    return {
      order: () => tried.map((target) => scene.idOf(target)),
      excluded: () => out.map(({ id }) => ({ target: id, reason: 'tier' })),
    }
  },
}

function orderOf({ world }: Scene, { policy, request }: Life): { readonly tried: readonly Target[] } {
  const tried: Target[] = []
  for (;;) {
    const decision = decide(policy, world.snapshot, { ...request, tried: tried.map(({ id }) => id) }, world.now)
    if (decision.type !== 'use') return { tried }
    tried.push(decision.target)
  }
}

/** The caller goes. */
export const cancel: Playable = {
  fields: ['req'],
  play(scene, { req }) {
    const life = scene.life(String(req))
    scene.stepOf(life)
    scene.advance(life, { type: 'cancelled' })
    life.cancelled = true
    return { ...lifeAnswers(scene, life, undefined), ...healthAnswers(scene) }
  },
}
