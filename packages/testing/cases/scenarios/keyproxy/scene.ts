import {
  emptySnapshot,
  type Fact,
  fromJson,
  healthOf,
  type Report,
  type RouteRequest,
  type ScopeName,
  type Step,
  type Target,
  toJson,
} from '@router/core'
import { scopeNames } from '../../../../core/src/words/scope.js'
import { compile } from '../compile.js'
import { unmapped } from '../unmapped.js'
import { World } from '../world.js'
import type { Begin, Given, ScopeRow, TargetRow } from './case.js'
import type { Life } from './life.js'
import type { Loaded } from './loaded.js'
import { type Compiled, policyOf } from './policy.js'
import { credentialOf } from './pool.js'
import { classOfReason } from './words.js'

/** What a case knows while it is played: requests by name, and a router in virtual time. */
export class Scene {
  readonly given: Given
  readonly world: World
  readonly lives = new Map<string, Life>()
  /** How often each target was asked. */
  readonly calls = new Map<string, number>()
  /** What was selected, by the operation that selected. */
  readonly selected = new Map<number, string | undefined>()
  /** What an earlier life told of its health. */
  saved = JSON.stringify(toJson(healthOf(emptySnapshot)))
  /** What was configured by the case itself, while it is played. */
  loaded: Loaded | undefined
  /** Until it is cleared, whoever asks is served here or not at all. */
  forced: NonNullable<Given['state']>['forced']

  constructor(given: Given) {
    this.given = given
    this.world = new World(given.now_ms)
    this.forced = given.state?.forced
  }

  /** A policy for a request, or for none in particular. */
  policyOf(asked: Begin): Compiled {
    return policyOf(this.given, asked)
  }

  begin(asked: Begin): Life {
    const { world } = this
    const { policy, pool } = this.policyOf(asked)
    const session = asked.affinity ?? asked.session
    const request: RouteRequest = {
      id: asked.req,
      model: pool.name,
      ...(session == null ? {} : { session }),
      ...(asked.stream === true ? { stream: true } : {}),
      ...(asked.operation == null
        ? {}
        : { operation: asked.operation === 'embedding' ? 'embeddings' : asked.operation }),
      ...(asked.deadline_ms == null ? {} : { deadlineAt: world.now + asked.deadline_ms }),
      ...this.#pinOf(asked),
    }
    const life: Life = { asked, policy, request, pool, replies: new Map(), held: [], emitted: [] }
    this.lives.set(asked.req, life)
    return life
  }

  life(req: string): Life {
    return this.lives.get(req) ?? unmapped('a request that never began')
  }

  /** Where the request stands, which has set out by now: a wait that is over is over, and so is a deadline. */
  stepOf(life: Life): Step {
    const { world } = this
    const step = life.step ?? this.#take(life, world.begin(life.policy, life.request))
    const { phase, deadlineAt = Number.POSITIVE_INFINITY } = step.execution
    if (phase.type === 'attempting' && world.now >= deadlineAt)
      return this.advance(life, { type: 'failed', number: phase.number, reply: { type: 'timeout', phase: 'total' } })
    if (phase.type === 'waiting' && world.now >= (life.wakesAt ?? phase.until)) {
      // A wait for the target's own hint is not to be cut short.
      if (phase.again !== undefined) world.now = Math.max(world.now, phase.until)
      return this.advance(life, { type: 'woke' })
    }
    return step
  }

  /** Reports what came of the last command. */
  advance(life: Life, report: Report): Step {
    const step = life.step ?? this.#take(life, this.world.begin(life.policy, life.request))
    return this.#take(life, this.world.advance(life.policy, step, report))
  }

  #take(life: Life, step: Step): Step {
    life.step = step
    if (step.command.type === 'wait') life.wakesAt = this.world.wakesAt(life.policy, step, step.command.until)
    return step
  }

  row(id: string): TargetRow {
    return this.given.targets.find((row) => row.id === id) ?? unmapped(`target ${id}`)
  }

  /** The name that a case gives a target. */
  idOf({ provider, credential, model }: Pick<Target, 'provider' | 'credential' | 'model'>): string {
    const row = this.given.targets.find(
      (each) =>
        each.provider === provider && credentialOf(this.given, each.credential) === credential && each.model === model,
    )
    return row?.id ?? `${provider}/${model}`
  }

  standingOf(id: string): ReturnType<World['standingOf']> {
    const { provider, credential, model } = this.row(id)
    return this.world.standingOf(provider, credentialOf(this.given, credential), model)
  }

  scopeOf({ provider, credential, model }: ScopeRow): ScopeName {
    const known = credential === undefined ? '' : credentialOf(this.given, credential)
    const scopes = scopeNames(provider, known, model ?? '')
    if (credential !== undefined) return model === undefined ? scopes.credential : scopes.target
    return model === undefined ? scopes.provider : scopes.model
  }

  /** An operator's hand: a cooldown, of whatever the case names. */
  cool({ provider, credential, model }: ScopeRow, until: number, reason?: string): void {
    const known = credential === undefined ? 'any' : credentialOf(this.given, credential)
    const policy = compile({ providers: { [provider]: { credentials: [known], models: [model ?? 'any'] } } })
    const key = this.scopeOf({
      provider,
      ...(credential === undefined ? {} : { credential }),
      ...(model === undefined ? {} : { model }),
    })
    this.world.learn(policy, { type: 'cooldown-set', at: this.world.now, key, until, class: classOfReason(reason) })
  }

  factsOn(key: ScopeName): readonly Fact[] {
    return toJson(healthOf(this.world.snapshot)).entries.find(([name]) => name === key)?.[1].facts ?? []
  }

  /** A new life that is told what the earlier one saved. */
  startAnew(): void {
    this.world.snapshot = emptySnapshot
    const read = fromJson(this.saved)
    if ('health' in read)
      this.world.learn(this.policyOf({ req: '' }).policy, { type: 'health-heard', health: read.health })
  }

  /** Attempts under way that the case does not play. */
  occupy(id: string, count: number): void {
    const { policy, pool } = this.policyOf({ req: '' })
    const target = [...policy.targets.values()].find((each) => this.idOf(each) === id)
    if (target === undefined) return
    for (let number = 1; number <= count; number += 1)
      this.world.learn(policy, {
        type: 'attempt-started',
        at: this.world.now,
        name: `${pool.name} before`,
        target: target.id,
        number,
        spendsToken: false,
      })
  }

  #pinOf({ credentials }: Begin): Pick<RouteRequest, 'pin'> {
    const { forced } = this
    if (forced !== undefined)
      return { pin: { credential: credentialOf(this.given, this.row(forced.target).credential) } }
    if (credentials == null) return {}
    const [credential, ...others] = credentials
    if (credential === undefined || others.length > 0)
      return unmapped('a request for several credentials and no others')
    return { pin: { credential: credentialOf(this.given, credential) } }
  }
}
