import type { AttemptCommand, Instant, Policy, Reply, RouteRequest, Target } from '@router/core'
import { chance, numberOf } from './chance.js'
import { type Duration, drawMs } from './duration.js'
import { answerOf, Gate, outageAt } from './gate.js'
import { namedReplies, replyOf } from './reply-names.js'
import type { UpstreamModel } from './upstream.js'
import type { Outcome, World } from './world.js'

/** Models by scope, such as `provider:openai`, `credential:openai/key-1`, `model:openai/gpt-4o`, `target:openai/key-1/gpt-4o`; `*` is every target. */
export type UpstreamModels = Readonly<Record<string, UpstreamModel>>

const usual = { latencyMs: { medianMs: 600, p99Ms: 4_000 }, streamMs: { medianMs: 3_000, p99Ms: 20_000 } } as const

/** All targets of a policy, each with its scopes' behaviour. */
export class Upstreams implements World {
  readonly #seed: number
  readonly #targets: ReadonlyMap<string, SimulatedTarget>

  constructor(policy: Policy, models: UpstreamModels, seed: number) {
    this.#seed = seed
    const gates = new Map<string, Gate>()
    this.#targets = new Map(
      [...policy.targets.values()].map((target) => [target.id, new SimulatedTarget(target, models, gates)]),
    )
  }

  /** What becomes of an attempt that starts now. Ask once for each attempt, and say when it has ended. */
  attempt({ target, timeouts }: AttemptCommand, request: RouteRequest, index: number, now: Instant): Outcome {
    const upstream = this.#of(target)
    const outcome = upstream.outcome(request, now, (lot) => chance(this.#seed, index, upstream.number, lot))
    if (outcome.type === 'failed' && outcome.reply.type !== 'timeout') return outcome
    return cutToTimeouts(outcome, timeouts, request.stream === true)
  }

  end(target: Target): void {
    this.#of(target).end()
  }

  costOf(target: Target, { tokens = 0 }: RouteRequest): number {
    const { cost, costPerToken } = this.#of(target)
    return cost + tokens * costPerToken
  }

  #of(target: Target): SimulatedTarget {
    const upstream = this.#targets.get(target.id)
    if (upstream === undefined) throw new TypeError(`the policy has no target ${target.id}`)
    return upstream
  }
}

/** Silence is a timeout of an unknown length. */
const silence = {
  type: 'failed',
  afterMs: Number.POSITIVE_INFINITY,
  reply: { type: 'timeout', phase: 'total' },
} as const

class SimulatedTarget {
  readonly number: number
  readonly cost: number
  readonly costPerToken: number
  readonly #gates: readonly Gate[]
  readonly #latencyMs: Duration
  readonly #streamMs: Duration

  constructor({ id, scopes }: Target, models: UpstreamModels, gates: Map<string, Gate>) {
    this.number = numberOf(id)
    const keys = [scopes.target, scopes.credential, scopes.model, scopes.provider]
    // What stands for every target stands for each by itself.
    const found = [...keys.map((key) => [key, models[key]] as const), [`* ${id}`, models['*']] as const]
    const said = found.flatMap(([key, model]) => (model === undefined ? [] : [[key, model] as const]))
    this.#gates = said.map(([key, model]) => {
      const gate = gates.get(key) ?? new Gate(model)
      gates.set(key, gate)
      return gate
    })
    const narrowest = <K extends keyof UpstreamModel>(key: K): UpstreamModel[K] | undefined =>
      said.find(([, model]) => model[key] !== undefined)?.[1][key]
    this.cost = narrowest('cost') ?? 0
    this.costPerToken = narrowest('costPerToken') ?? 0
    this.#latencyMs = narrowest('latencyMs') ?? usual.latencyMs
    this.#streamMs = narrowest('streamMs') ?? usual.streamMs
  }

  outcome(request: RouteRequest, now: Instant, lot: (number: number) => number): Outcome {
    let number = 10
    for (const { model } of this.#gates) {
      const outage = model.outages && outageAt(model.outages, now, lot(number++))
      if (outage !== undefined) return { ...failed(answerOf(outage), outage.afterMs, lot), outside: true }
    }
    for (const gate of this.#gates) {
      const reply = gate.refusal(now)
      if (reply !== undefined) return { ...failed(reply, undefined, lot), outside: true }
    }
    for (const gate of this.#gates) gate.enter()
    let broken: Reply | undefined
    for (const { model } of this.#gates)
      for (const { share, answer, afterMs, midStream = false } of model.errors ?? []) {
        if (lot(number++) >= share) continue
        if (!midStream) return failed(replyOf(answer), afterMs, lot)
        broken ??= replyOf(answer) ?? namedReplies['stream-broken']
      }
    const afterMs = drawMs(this.#latencyMs, lot(1), lot(2))
    if (request.stream !== true) return { type: 'served', afterMs }
    const stream = { afterMs: drawMs(this.#streamMs, lot(3), lot(4)), ...(broken === undefined ? {} : { broken }) }
    return { type: 'served', afterMs, stream }
  }

  end(): void {
    for (const gate of this.#gates) gate.leave()
  }
}

function failed(
  reply: Reply | undefined,
  after: Duration = 50,
  lot: (number: number) => number,
): Outcome & { readonly type: 'failed' } {
  return reply === undefined ? silence : { type: 'failed', reply, afterMs: drawMs(after, lot(5), lot(6)) }
}

/** Whatever takes longer than the attempt's clocks allow is their timeout. */
function cutToTimeouts(outcome: Outcome, timeouts: AttemptCommand['timeouts'], stream: boolean): Outcome {
  const { connectMs, firstByteMs, firstContentMs, totalMs } = timeouts
  if (outcome.type === 'failed' && outcome.reply.type === 'timeout' && outcome.reply.phase === 'connect')
    return { ...outcome, afterMs: connectMs }
  const firstMs = stream ? Math.min(firstByteMs ?? totalMs, firstContentMs ?? totalMs, totalMs) : totalMs
  if (outcome.afterMs <= firstMs) return outcome
  const phase = firstMs === totalMs ? 'total' : firstMs === firstByteMs ? 'first-byte' : 'first-content'
  const outside = outcome.type === 'failed' && outcome.outside ? { outside: true as const } : {}
  return { type: 'failed', afterMs: firstMs, reply: { type: 'timeout', phase }, ...outside }
}
