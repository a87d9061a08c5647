import type { TargetId } from '../words/names.js'
import type { Instant } from '../words/time.js'
import type { Explanation } from './explanation.js'

/**
 * From when on a target may be asked, as far as is known now: the moment of the explanation where it may already; absent
 * where no time alone makes it eligible (it is suspended, drained, unfit, pinned out, tried, or not behind this name).
 *
 * @example
 * ```ts
 * import { definePolicy, eligibleAt, emptySnapshot, explain, reduce } from '@router/core'
 * const policy = definePolicy({ providers: { openai: { models: ['gpt-4o'] } } })
 * const [target] = policy.targets.values()
 * const cooled = { type: 'cooldown-set', at: 0, key: target!.scopes.provider, until: 5_000 } as const
 * const explanation = explain(policy, reduce(policy, emptySnapshot, cooled), { id: 'r1', model: 'gpt-4o' }, 1_000)
 * console.log(eligibleAt(explanation, target!.id)) // → 5000
 * ```
 */
export function eligibleAt({ tiers, at }: Explanation, target: TargetId | string): Instant | undefined {
  const found = tiers.flatMap(({ candidates }) => candidates).find((candidate) => candidate.target === target)
  if (found === undefined) return undefined
  const exclusions = found.eligible ? [] : [found, ...found.others].map(({ exclusion }) => exclusion)
  const ends = exclusions.map((exclusion) => ('until' in exclusion ? exclusion.until : undefined))
  return ends.reduce<Instant | undefined>(
    (last, end) => (last === undefined || end === undefined ? undefined : Math.max(last, end)),
    at,
  )
}
