import type { Instant, Milliseconds } from '../../words/time.js'
import type { Headers, Reading } from '../reading.js'
import { parseNumber, wholeMs } from './duration.js'
import { parseInstant } from './instant.js'

/** The number that a header states; a header sent twice counts once, as the larger. */
function numberIn(header: string | undefined): number | undefined {
  if (header === undefined) return undefined
  const values = header
    .slice(0, 128)
    .split(',')
    .map((value) => parseNumber(value.trim()))
  return values.includes(undefined) ? undefined : latest(values)
}

function latest(values: readonly (number | undefined)[]): number | undefined {
  const stated = values.filter((value) => value !== undefined)
  return stated.length === 0 ? undefined : Math.max(...stated)
}

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

const usedUp = (headers: Headers, what: string): readonly (string | undefined)[] =>
  ['x-codex-primary-', 'x-codex-secondary-']
    .filter((window) => (numberIn(headers[`${window}used-percent`]) ?? 0) >= 100)
    .map((window) => headers[window + what])

/** Codex: the time left of the plan windows that are used up; the other windows' times are on every response. */
export const codexDelay = ({ headers }: Reading): Milliseconds | undefined =>
  scaled(latest(usedUp(headers, 'reset-after-seconds').map(numberIn)), 1_000)

/** Codex: the moment at which the used-up plan windows begin anew. */
export const codexReset = ({ headers }: Reading): Instant | undefined =>
  latest(usedUp(headers, 'reset-at').map(parseInstant))

const anthropicLimit = /^(anthropic-ratelimit-(?!.*overage).*-)(?:remaining|status)$/

/**
 * Anthropic states the reset of every limit on every response, so only a limit that stands in the way counts: one whose
 * `-remaining` is 0, or a plan window whose `-status` is `rejected`. Of several, the latest. That overage is rejected is
 * the normal state of most plans and says nothing.
 */
export const anthropicReset = ({ headers, status }: Reading): Instant | undefined =>
  status === 429
    ? latest(
        Object.keys(headers).map((name) => {
          const limit = anthropicLimit.exec(name)?.[1]
          const stands = headers[name] === 'rejected' || numberIn(headers[name]) === 0
          return stands ? parseInstant(headers[`${limit}reset`]) : undefined
        }),
      )
    : undefined

/** OpenRouter hands its own limit's headers on inside the body of the refusal: the moment of the reset in milliseconds. */
export const innerReset = ({ innerHeaders }: Reading): Instant | undefined =>
  parseInstant(innerHeaders['x-ratelimit-reset'])
