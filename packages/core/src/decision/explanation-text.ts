import { assertNever } from '../lib/assert-never.js'
import type { Instant } from '../words/time.js'
import { lengthOf, reasonOf } from './exclusion-text.js'
import type { Explanation, Narrowing } from './explanation.js'

/**
 * An explanation as plain text, a line for each candidate; times are relative to the moment of the decision.
 *
 * @example
 * ```ts
 * import { definePolicy, emptySnapshot, explain, explanationText } from '@router/core'
 * const policy = definePolicy({ providers: { openai: { models: ['gpt-4o'] } } })
 * console.log(explanationText(explain(policy, emptySnapshot, { id: 'r1', model: 'gpt-4o' }, 0)).split('\n').at(-1)) // → = openai/default/gpt-4o
 * ```
 */
export function explanationText({ decision, name, at, tiers }: Explanation): string {
  const lines = tiers.flatMap((tier, index) => [
    `  tier ${index}`,
    ...tier.candidates.map((candidate) =>
      candidate.eligible
        ? `  + ${candidate.target}: eligible`
        : `  - ${candidate.target}: ${reasonOf(candidate.exclusion, at)}`,
    ),
    ...tier.narrowed.map((narrowing) => `  > ${narrowingOf(narrowing)}`),
  ])
  return [`explain ${name}`, ...lines, outcomeOf(decision, at)].join('\n')
}

/** A narrowing in words. */
export const narrowingOf = ({ by, kept, draw }: Narrowing): string =>
  `${by} keeps ${kept.join(', ')}${draw === undefined ? '' : ` (drawn from ${JSON.stringify(draw)})`}`

function outcomeOf(decision: Explanation['decision'], at: Instant): string {
  switch (decision.type) {
    case 'use':
      return `= ${decision.target.id}${decision.cooling ? ' (cooling, for want of anybody else)' : ''}`
    case 'wait':
      return `= wait ${lengthOf(decision.until - at)}`
    case 'none':
      return `= none: ${decision.why}${decision.retryAt === undefined ? '' : `, retry in ${lengthOf(decision.retryAt - at)}`}`
    default:
      return assertNever(decision)
  }
}
