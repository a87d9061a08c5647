import type { Instant, Milliseconds } from '../../words/time.js'
import type { Headers, Reading } from '../reading.js'
import { parseNumber, wholeMs } from './duration.js'
import { parseInstant } from './instant.js'

/** The number that a header states; a header sent twice counts once, as the larger. */
function numberIn(header: string | undefined): number | undefined {
  if (header === undefined) return undefined
  let largest: number | undefined
  for (const value of header.slice(0, 128).split(',')) {
    const number = parseNumber(value.trim())
    if (number === undefined) return undefined
    largest = later(largest, number)
  }
  return largest
}

const later = (known: number | undefined, stated: number | undefined): number | undefined =>
  known === undefined || stated === undefined ? (known ?? stated) : Math.max(known, stated)

const scaled = (value: number | undefined, factor: number): Milliseconds | undefined =>
  value === undefined ? undefined : wholeMs(value * factor)

/** `retry-after-ms` and Azure's `x-ms-retry-after-ms`: milliseconds. */
export const retryAfterMsHeader = ({ headers }: Reading): Milliseconds | undefined =>
  scaled(numberIn(headers['retry-after-ms'] ?? headers['x-ms-retry-after-ms']), 1)

/** `retry-after` in seconds; its date form is {@link retryAfterDate}. */
export const retryAfterSeconds = ({ headers }: Reading): Milliseconds | undefined =>
  scaled(numberIn(headers['retry-after']), 1_000)

/** `retry-after` as an HTTP date. */
export const retryAfterDate = ({ headers }: Reading): Instant | undefined => parseInstant(headers['retry-after'])

const planWindows = ['x-codex-primary-', 'x-codex-secondary-']

/** The latest that the used-up plan windows of Codex state; the other windows' times are on every response. */
function ofUsedUp(
  headers: Headers,
  what: string,
  read: (header: string | undefined) => number | undefined,
): number | undefined {
  let latest: number | undefined
  for (const window of planWindows)
    if ((numberIn(headers[`${window}used-percent`]) ?? 0) >= 100) latest = later(latest, read(headers[window + what]))
  return latest
}

/** Codex: the time left of the plan windows that are used up. */
export const codexDelay = ({ headers }: Reading): Milliseconds | undefined =>
  scaled(ofUsedUp(headers, 'reset-after-seconds', numberIn), 1_000)

/** Codex: the moment at which the used-up plan windows begin anew. */
export const codexReset = ({ headers }: Reading): Instant | undefined => ofUsedUp(headers, 'reset-at', parseInstant)

const anthropicLimit = /^(anthropic-ratelimit-(?!.*overage).*-)(?:remaining|status)$/

/**
 * Anthropic states the reset of every limit on every response, so only a limit that stands in the way counts: one whose
 * `-remaining` is 0, or a plan window whose `-status` is `rejected`. Of several, the latest. That overage is rejected is
 * the normal state of most plans and says nothing.
 */
export function anthropicReset({ headers, status }: Reading): Instant | undefined {
  let latest: number | undefined
  if (status !== 429) return latest
  for (const name in headers) {
    const limit = anthropicLimit.exec(name)?.[1]
    const stands = limit !== undefined && (headers[name] === 'rejected' || numberIn(headers[name]) === 0)
    if (stands) latest = later(latest, parseInstant(headers[`${limit}reset`]))
  }
  return latest
}

/** OpenRouter hands its own limit's headers on inside the body of the refusal: the moment of the reset in milliseconds. */
export const innerReset = ({ innerHeaders }: Reading): Instant | undefined =>
  parseInstant(innerHeaders['x-ratelimit-reset'])
