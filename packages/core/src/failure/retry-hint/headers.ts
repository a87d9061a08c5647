import type { Instant, Milliseconds } from '../../words/time.js'
import type { Headers, Reading } from '../reading.js'
import { wholeMs } from './duration.js'
import { parseInstant } from './instant.js'

const digits = /^\d{1,60}(?:\.\d{1,12})?$/

/** The number that a header states; a header sent twice counts once, as the larger. */
function numberIn(header: string | undefined): number | undefined {
  const values = (header ?? '')
    .slice(0, 128)
    .split(',')
    .map((value) => value.trim())
  return values.every((value) => digits.test(value)) ? Math.max(...values.map(Number)) : undefined
}

const scaled = (value: number | undefined, factor: number): Milliseconds | undefined =>
  value === undefined ? undefined : wholeMs(value * factor)

/** `retry-after-ms` and Azure's `x-ms-retry-after-ms`: milliseconds. */
export function retryAfterMsHeader({ headers }: Reading): Milliseconds | undefined {
  return scaled(numberIn(headers['retry-after-ms'] ?? headers['x-ms-retry-after-ms']), 1)
}

/** `retry-after` in seconds; its date form is {@link retryAfterDate}. */
export function retryAfterSeconds({ headers, innerHeaders }: Reading): Milliseconds | undefined {
  return scaled(numberIn(headers['retry-after'] ?? innerHeaders['retry-after']), 1_000)
}

/** `retry-after` as an HTTP date. */
export function retryAfterDate({ headers, innerHeaders }: Reading): Instant | undefined {
  return parseInstant(
    (headers['retry-after'] ?? innerHeaders['retry-after'])?.includes(':')
      ? (headers['retry-after'] ?? innerHeaders['retry-after'])
      : undefined,
  )
}

const codexWindows = ['x-codex-primary', 'x-codex-secondary']

/** Codex: the time left of the plan windows that are used up; the other windows' times are on every response. */
export function codexDelay({ headers, innerHeaders }: Reading): Milliseconds | undefined {
  const all = { ...innerHeaders, ...headers }
  return scaled(longest(usedUp(all).map((window) => numberIn(all[`${window}-reset-after-seconds`]))), 1_000)
}

/** Codex: the moment at which the used-up plan windows begin anew. */
export function codexReset({ headers, innerHeaders }: Reading): Instant | undefined {
  const all = { ...innerHeaders, ...headers }
  return longest(usedUp(all).map((window) => parseInstant(all[`${window}-reset-at`])))
}

const usedUp = (headers: Headers): readonly string[] =>
  codexWindows.filter((window) => (numberIn(headers[`${window}-used-percent`]) ?? 0) >= 100)

/**
 * Anthropic states the reset of every limit on every response, so only a limit that stands in the way counts: one whose
 * `-remaining` is 0, or a plan window whose `-status` is `rejected`. Of several, the latest. That overage is rejected is
 * the normal state of most plans and says nothing.
 */
export function anthropicReset({ headers, status }: Reading): Instant | undefined {
  if (status !== 429) return undefined
  const prefix = 'anthropic-ratelimit-'
  const resets = Object.keys(headers)
    .filter((name) => name.startsWith(prefix) && !name.includes('overage'))
    .filter(
      (name) =>
        (name.endsWith('-remaining') && numberIn(headers[name]) === 0) ||
        (name.endsWith('-status') && headers[name] === 'rejected'),
    )
    .map((name) => parseInstant(headers[`${name.slice(0, name.lastIndexOf('-'))}-reset`]))
  return longest(resets)
}

/** OpenRouter hands its own limit's headers on inside the body of the refusal: the moment of the reset in milliseconds. */
export function innerReset({ innerHeaders }: Reading): Instant | undefined {
  return parseInstant(innerHeaders['x-ratelimit-reset'])
}

function longest(values: readonly (number | undefined)[]): number | undefined {
  const stated = values.filter((value) => value !== undefined)
  return stated.length === 0 ? undefined : Math.max(...stated)
}
