import { eachDifference } from '../lib/persistent-map.js'
import type { Milliseconds } from '../words/time.js'
import { capped } from './fact.js'
import { type Health, withNews } from './health.js'
import { type Held, nothingHeld } from './held.js'
import { noProofs } from './proofs.js'

/** Who listens: about which scopes, and the longest cooldown that is believed; all where absent. */
export interface Audience {
  readonly scopes?: ReadonlySet<string>
  readonly maxCooldownMs?: Milliseconds
}

/** Health that has also heard all of `theirs` that its audience listens to. What both share already costs nothing. */
export function heard(
  mine: Health,
  theirs: Health,
  { scopes, maxCooldownMs = Number.POSITIVE_INFINITY }: Audience = {},
): Health {
  let all = mine
  const concerns = (key: string): boolean => scopes === undefined || scopes.has(key)
  eachDifference(mine.proofs, theirs.proofs, (key, _, proofs) => {
    if (proofs !== undefined && concerns(key)) all = withNews(all, key, nothingHeld, proofs)
  })
  eachDifference(mine.held, theirs.held, (key, _, held) => {
    if (held !== undefined && concerns(key)) all = withNews(all, key, believed(held, maxCooldownMs), noProofs)
  })
  return all
}

/** The same with no cooldown longer than that; the same reference where none is. */
function believed(held: Held, maxMs: Milliseconds): Held {
  const facts = held.facts.map((fact) => capped(fact, maxMs))
  return facts.every((fact, index) => fact === held.facts[index]) ? held : { ...held, facts }
}

/**
 * What two processes know together: commutative, associative, idempotent, so any order, duplication or batching of news
 * gives the same health (rule 21). Costs the difference; the same reference as `mine` where `theirs` adds nothing.
 *
 * @example
 * ```ts
 * import { definePolicy, emptySnapshot, healthOf, merge, reduce, toJson } from '@router/core'
 * const policy = definePolicy({ providers: { openai: { models: ['gpt-4o'] } } })
 * const [target] = policy.targets.values()
 * const suspended = { type: 'scope-suspended', at: 0, key: target!.scopes.provider } as const
 * const [mine, theirs] = [emptySnapshot, reduce(policy, emptySnapshot, suspended)].map(healthOf)
 * console.log(toJson(merge(mine!, theirs!)).entries.length, merge(theirs!, mine!) === theirs) // → 1 true
 * ```
 */
export function merge(mine: Health, theirs: Health): Health {
  return mine.held.size + mine.proofs.size === 0 ? theirs : heard(mine, theirs)
}
