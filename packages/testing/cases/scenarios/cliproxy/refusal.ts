import { type ExecutionError, explain, type Policy, type RouteRequest } from '@router/core'
import type { World } from '../world.js'

/** An error as clients of CLIProxyAPI see it. */
export interface Refusal {
  readonly code?: string
  readonly status: number
  readonly provider?: string
  readonly model?: string
  readonly retry_after_s?: number
}

/** What a client is told about a request that nobody answered. */
export function refusalOf(error: ExecutionError, policy: Policy, request: RouteRequest, world: World): Refusal {
  const { reply, why } = error
  if (reply !== undefined && 'status' in reply) return { status: reply.status, ...retryAfter(error, world) }
  if (why === 'cancelled') return { status: 499 }
  if (why === 'deadline' || reply?.type === 'timeout') return { status: 504 }
  if (reply !== undefined) return { status: 500, ...(reply.type === 'empty' ? { code: 'empty_stream' } : {}) }
  if (why === 'unknown-name') return { code: 'model_not_found', status: 400 }
  return unselectable(error, policy, request, world)
}

/** Nobody was asked: all who could be cool for their quota, or some are out for another reason, or there is nobody. */
function unselectable(error: ExecutionError, policy: Policy, request: RouteRequest, world: World): Refusal {
  const { tiers } = explain(policy, world.snapshot, request, world.now)
  const refused = tiers
    .flatMap(({ candidates }) => candidates)
    .flatMap((candidate) => (candidate.eligible ? [] : [candidate]))
    .filter(({ exclusion }) => exclusion.type === 'cooling' || isUnavailable(exclusion))
  if (refused.length === 0) return { code: 'auth_not_found', status: 503 }
  const isQuota = refused.every(({ exclusion }) => exclusion.type === 'cooling' && exclusion.class === 'rate-limited')
  if (!isQuota) return { code: 'auth_unavailable', status: 503 }
  const providers = [...new Set(refused.map(({ target }) => policy.targets.get(target)?.provider ?? ''))]
  return {
    code: 'model_cooldown',
    status: 429,
    model: request.model,
    ...(providers.length === 1 ? { provider: providers[0] ?? '' } : {}),
    ...retryAfter(error, world),
  }
}

const isUnavailable = (exclusion: { readonly type: string; readonly reason?: string }): boolean =>
  exclusion.type === 'suspended' && exclusion.reason === 'unavailable'

const retryAfter = ({ retryAt }: ExecutionError, { now }: World): { readonly retry_after_s?: number } =>
  retryAt === undefined ? {} : { retry_after_s: Math.ceil((retryAt - now) / 1_000) }
