import { assertNever } from '../lib/assert-never.js'
import type { Exclusion } from '../strategy/exclusion.js'
import type { Instant } from '../words/time.js'

/** A refusal in words. */
export function reasonOf(exclusion: Exclusion, at: Instant): string {
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

/** A length of time in words. */
export const lengthOf = (ms: number): string => (ms < 1_000 ? `${ms} ms` : `${Math.round(ms / 100) / 10} s`)
