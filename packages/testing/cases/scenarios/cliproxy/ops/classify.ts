import {
  blame,
  type Effect,
  emptySnapshot,
  type Failure,
  classify as judge,
  type Policy,
  type Reply,
  type Target,
} from '@router/core'
import { effectOf } from '../../../../../core/src/failure/effect-of.js'
import { unmapped } from '../../unmapped.js'
import type { OutcomeRow } from '../case.js'
import { refuseDeviation } from '../deviations.js'
import type { Playable } from '../playable.js'
import { policyOf } from '../policy.js'
import { replyOf } from '../reply.js'

interface Classify extends OutcomeRow {
  readonly path?: string
  readonly model?: string
}

/** What a reply is, whether it ends the request, and whether and how long it cools. */
export const classify: Playable = {
  fields: ['status', 'body', 'headers', 'network', 'code', 'path', 'model', 'request_scoped'],
  play(scene, operation) {
    const said = operation as unknown as Classify
    if (said.network === 'canceled') unmapped('an upstream that cancels: cancelling is the caller’s')
    const place = { provider: 'p', credential: 'a', model: said.model ?? 'm' }
    const policy = policyOf(scene.given, { besides: place })
    const target = [...policy.targets.values()].find(({ provider }) => provider === 'p') as Target
    refuseDeviation(said)
    const reply = replyOf(said)
    const operationOf = said.path === 'count' ? { operation: 'count' } : {}
    const failure = reply && judge(policy, reply, { target, now: scene.world.now, ...operationOf })
    const effect = failure && effectOf(policy, failure)
    const coolsMs = failure === undefined ? 0 : firstCooldown(policy, target, failure)
    return {
      cls: (want) => (failure && reply ? clsOf(failure, reply, want) : 'none'),
      terminal: () => effect !== undefined && isTerminal(effect),
      cools: () => coolsMs > 0,
      cooldown_ms: () => coolsMs,
    }
  },
}

const isTerminal = ({ next }: Effect): boolean => next !== 'failover'

function firstCooldown(policy: Policy, target: Target, failure: Failure): number {
  return blame(policy, emptySnapshot, { target: target.id, startedAt: 0 }, failure, 0).until
}

/** The class by the name it has there. */
function clsOf(failure: Failure, reply: Reply, want: unknown): string {
  if (want === 'neutral') return unmapped('class neutral: failures that one endpoint alone forgives')
  if (want === 'lifecycle' && failure.effect?.cooldown === 'none') return 'lifecycle'
  const status = 'status' in reply ? reply.status : 0
  const text = 'body' in reply ? reply.body : ''
  switch (failure.class) {
    case 'rate-limited':
      return 'quota'
    case 'quota-exhausted':
      return status === 402 ? 'payment_required' : 'quota'
    case 'auth-invalid':
      return status === 400 || text.includes('invalid_grant') ? 'invalid_grant' : 'unauthorized'
    case 'permission-denied':
      return 'payment_required'
    case 'model-unsupported':
      return status === 400 || status === 422 ? 'model_support' : 'not_found'
    case 'context-length-exceeded':
    case 'content-filtered':
    case 'request-too-large':
    case 'invalid-request':
      return 'request'
    case 'timeout':
    case 'cancelled':
      return 'lifecycle'
    case 'overloaded':
      return 'cloudflare'
    default:
      return 'transient'
  }
}
