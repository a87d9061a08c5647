import { type Policy, type RouteRequest, select, type TargetId } from '@router/core'
import { unmapped } from '../unmapped.js'
import type { World } from '../world.js'

/** How a session is spelled here, whom its name means then, and who served it last. */
interface Bound {
  readonly spelled: string
  readonly favourite: TargetId
  served: TargetId
}

/** So many spellings and no more: whoever has next to no share is hardly ever drawn. */
const spellings = 300

/**
 * The sessions of a case. There a new session is bound to whoever's turn it is; here its name alone decides. So a session
 * is spelled such that its name means whom it would be bound to, and from then on it is played as it is: whether it stays,
 * moves on when that one is out, and nobody else does.
 */
export class Sessions {
  readonly #bound = new Map<string, Bound>()

  /**
   * The request with its session as it is spelled here, for those who ask the same, which is `key`; `turns` is the policy
   * in which nobody has a session.
   */
  spelled(key: string, world: World, policy: Policy, turns: Policy, request: RouteRequest): RouteRequest {
    const { session: _, ...rest } = request
    const chosen = targetOf(world, turns, rest)
    const known = this.#bound.get(key) ?? (chosen && bind(world, policy, request, chosen))
    if (known === undefined) return request
    this.#bound.set(key, known)
    const bound = { ...request, session: known.spelled }
    const target = targetOf(world, policy, bound)
    if (target === known.favourite && known.served !== target)
      unmapped('a session that has moved on comes back: affinity is a hash, and no binding (rule 11)')
    return bound
  }

  /** Who served such a request. */
  served(key: string, target: TargetId | undefined): void {
    const known = this.#bound.get(key)
    if (known !== undefined && target !== undefined) known.served = target
  }
}

function bind(world: World, policy: Policy, request: RouteRequest, chosen: TargetId): Bound {
  for (let number = 0; number < spellings; number++) {
    const spelled = `${request.session}#${number}`
    if (targetOf(world, policy, { ...request, session: spelled }) === chosen)
      return { spelled, favourite: chosen, served: chosen }
  }
  return unmapped('a session that is bound to somebody with hardly any share')
}

function targetOf({ snapshot, now }: World, policy: Policy, request: RouteRequest): TargetId | undefined {
  const decision = select(policy, snapshot, request, now)
  return decision.type === 'use' ? decision.target.id : undefined
}
