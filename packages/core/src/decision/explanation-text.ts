import { assertNever } from '../lib/assert-never.js'
import type { Exclusion } from '../strategy/exclusion.js'
import type { Instant } from '../words/time.js'
import type { Explanation } from './explanation.js'

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
    ...tier.narrowed.map(({ by, kept }) => `  > ${by} keeps ${kept.join(', ')}`),
  ])
  return [`explain ${name}`, ...lines, outcomeOf(decision, at)].join('\n')
}

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

/** A refusal in words. */
function reasonOf(exclusion: Exclusion, at: Instant): string {
  switch (exclusion.type) {
    case 'pinned-elsewhere':
      return 'the request is pinned elsewhere'
    case 'unfit':
      return `unfit, lacks ${exclusion.lacks}`
    case 'drained':
      return 'drained (weight 0)'
    case 'suspended':
      return `suspended (${exclusion.key}${exclusion.reason === undefined ? '' : `: ${exclusion.reason}`})`
    case 'busy':
      return `busy, ${exclusion.inFlight} of ${exclusion.limit} in flight`
    case 'cooling':
    case 'probing':
      return `${exclusion.type} for another ${lengthOf(exclusion.until - at)} (${exclusion.class}, ${exclusion.key}, incident ${exclusion.level})`
    case 'tried':
      return 'tried already'
    case 'custom':
      return `${exclusion.why}${exclusion.until === undefined ? '' : `, for another ${lengthOf(exclusion.until - at)}`}`
    default:
      return assertNever(exclusion)
  }
}

const lengthOf = (ms: number): string => (ms < 1_000 ? `${ms} ms` : `${Math.round(ms / 100) / 10} s`)
