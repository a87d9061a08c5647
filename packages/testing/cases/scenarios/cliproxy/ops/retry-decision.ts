import { classify, select } from '@router/core'
import { effectOf } from '../../../../../core/src/failure/effect-of.js'
import { unmapped } from '../../unmapped.js'
import type { OutcomeRow } from '../case.js'
import { retriesOf, roundStatuses } from '../judge.js'
import { namesOf } from '../names.js'
import type { Playable } from '../playable.js'
import { replyOf } from '../reply.js'
import type { Scene } from '../scene.js'

interface RetryDecision {
  readonly round: number
  readonly model: string
  readonly providers?: readonly string[]
  readonly error: OutcomeRow
  readonly pinned?: string
}

/**
 * Does a request whose round `round` has failed go on? Those who take part in no further round are out; who is
 * left is asked at once, or waited for within patience, which is the longest wait there.
 */
export const retryDecision: Playable = {
  fields: ['round', 'model', 'providers', 'error', 'pinned'],
  play(scene, operation) {
    const { round, model, providers, error, pinned } = operation as unknown as RetryDecision
    const name = scene.name(model)
    const policy = scene.policy({ model: name, providers })
    const places = namesOf(scene.given, providers).get(name)?.places ?? []
    const out = places.filter(({ row }) => retriesOf(row, scene.given) <= round)
    const totalMs = Math.max(0, scene.given.config?.max_retry_interval_ms ?? 0)
    const decision = select(
      { ...policy, patience: { ...policy.patience, totalMs } },
      scene.world.snapshot,
      {
        id: scene.nextRequest(),
        model: name,
        needs: out.map(({ row }) => `credential!${row.credential}`),
        ...(pinned === undefined ? {} : { pin: { credential: pinned } }),
      },
      scene.world.now,
    )
    const [target] = policy.targets.values()
    const reply = replyOf(error)
    const failure = reply && target && classify(policy, reply, { target, now: scene.world.now })
    const stops = failure === undefined || effectOf(policy, failure).next !== 'failover'
    if (!stops && ![error.status, ...lastStatuses(scene)].every(isOfRounds))
      unmapped('statuses that begin no further round')
    return {
      retry: () => !stops && decision.type !== 'none',
      wait_ms: () => (decision.type === 'wait' ? Math.round(decision.until - scene.world.now) : 0),
    }
  },
}

const isOfRounds = (status: number | undefined): boolean => status !== undefined && roundStatuses.includes(status)

/** What those who cool failed with. */
const lastStatuses = ({ given, world }: Scene): readonly number[] =>
  (given.state ?? []).flatMap(({ last_error, retry_at_ms = 0 }) =>
    last_error?.status === undefined || retry_at_ms <= world.now ? [] : [last_error.status],
  )
