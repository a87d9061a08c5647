import { type Instant, type Milliseconds, names, type Policy, type RouteRequest } from '@router/core'
import * as fc from 'fast-check'
import { hostileNames } from './hostile-names.js'
import { said, seldom } from './seldom.js'

/**
 * A request whose names are numbers: bound to a policy they mean one of its names each. So the same choices ask the same
 * of a policy in which everything is renamed, and both shrink apart.
 */
export interface RequestChoice {
  readonly name: number
  readonly spelled: 'exactly' | 'padded' | 'loudly' | 'wrongly'
  readonly wrong: string
  readonly pin?: { readonly kind: 'target' | 'provider' | 'credential'; readonly target: number }
  readonly tried?: readonly number[]
  readonly deadlineInMs?: Milliseconds
  readonly rest: Pick<RouteRequest, 'operation' | 'stream' | 'dialect' | 'session' | 'needs' | 'tokens'>
}

/** Requests of every kind, as choices; shrinks to a plain request for the first name. */
export function requestChoices(): fc.Arbitrary<RequestChoice> {
  return fc
    .record({
      name: fc.oneof({ weight: 3, arbitrary: fc.nat(1) }, { weight: 1, arbitrary: fc.nat(20) }),
      spelled: fc.oneof(
        { withCrossShrink: true },
        { weight: 9, arbitrary: fc.constant('exactly' as const) },
        { weight: 1, arbitrary: fc.constantFrom('padded' as const, 'loudly', 'wrongly') },
      ),
      wrong: hostileNames(),
      pin: seldom(fc.record({ kind: fc.constantFrom('target', 'provider', 'credential'), target: fc.nat(20) })),
      tried: seldom(fc.array(fc.nat(20), { maxLength: 3 })),
      deadlineInMs: seldom(fc.constantFrom(-1, 0, 50, 1_000, 20_000, 100_000)),
      rest: fc
        .record({
          operation: seldom(fc.constantFrom('chat', 'count', 'embeddings', 'transcribe')),
          stream: fc.boolean(),
          dialect: seldom(fc.constantFrom('openai', 'anthropic', 'gemini')),
          session: seldom(fc.constantFrom('s1', 's2', '')),
          needs: seldom(fc.constantFrom([], ['vision'])),
          tokens: seldom(fc.nat(200_000)),
        })
        .map(said),
    })
    .map(said)
}

/** What the choices mean in a policy; the request's deadline counts from `now`. */
export function bindRequest(policy: Policy, choice: RequestChoice, id: string, now: Instant): RouteRequest {
  const { name, spelled, wrong, pin, tried, deadlineInMs, rest } = choice
  const targets = [...policy.targets.values()]
  const targetAt = (index: number) => targets[index % targets.length]
  const known = names(policy)
  const exact = known[name % known.length] ?? wrong
  const model = {
    exactly: exact,
    padded: ` \t${exact} `,
    loudly: policy.aliases.has(exact.trim().toLowerCase()) ? exact.toUpperCase() : exact,
    wrongly: wrong,
  }[spelled]
  const pinned = pin && targetAt(pin.target)
  return {
    id,
    model,
    ...rest,
    ...(pin === undefined || pinned === undefined
      ? {}
      : { pin: { [pin.kind]: pin.kind === 'target' ? pinned.id : pinned[pin.kind] } }),
    ...(tried === undefined ? {} : { tried: tried.flatMap((index) => targetAt(index)?.id ?? []) }),
    ...(deadlineInMs === undefined ? {} : { deadlineAt: now + deadlineInMs }),
  }
}

/** Requests that a policy may meet, unknown names among them; deadlines are around `now`. */
export function routeRequests(policy: Policy, now: Instant = 0): fc.Arbitrary<RouteRequest> {
  return fc.tuple(requestChoices(), fc.nat(99)).map(([choice, id]) => bindRequest(policy, choice, `r${id}`, now))
}
