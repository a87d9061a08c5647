import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDuration } from '../../src/failure/retry-hint/duration.js'
import { judged, now, response } from './replies.js'

const waitOf = (reply: Parameters<typeof judged>[0], vendor?: string): number | undefined =>
  judged(reply, vendor)?.retryAfterMs
const inASecond = (ms: number): string => new Date(now + ms).toUTCString()
const limited = (error: object, headers: Record<string, string> = {}): ReturnType<typeof response> =>
  response(429, { error }, headers)

describe('parseDuration', () => {
  it.each([
    ['1h2m3.5s', 3_723_500],
    ['290ms', 290],
    ['41.7s', 41_700],
    ['16.1s', 16_100],
    ['2d1h', 176_400_000],
    ['0.539477544s', 540],
    ['539.477544ms', 540],
    ['33740.910400305s', 33_740_911],
    ['156h14m36.75s', 562_476_750],
    ['850µs', 1],
    ['0s', 0],
    ['5', 5_000],
    ['2 minutes', 120_000],
    ['1min', 60_000],
    ['1 mins', 60_000],
    ['3 sec', 3_000],
    ['3secs', 3_000],
    ['3 second', 3_000],
    ['3 seconds', 3_000],
    ['1 hr', 3_600_000],
    ['2hrs', 7_200_000],
    ['1 hour', 3_600_000],
    ['1 day, 2 hours', 93_600_000],
    ['2 days', 172_800_000],
    ['5000000ns', 5],
    ['3000us', 3],
    ['1.5', 1_500],
    ['9'.repeat(30), Number.MAX_SAFE_INTEGER],
  ])('reads %s as %d ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms)
  })

  it.each([
    '',
    ' ',
    '-5s',
    '+5s',
    '1e9',
    '0x10',
    'Infinity',
    'NaN',
    '5 apples',
    '5s!',
    's',
    '1h2',
    '5constructor',
    '1.2.3',
    '5 s s',
    '5  s',
    '5 month',
    '5 ms2',
    '9'.repeat(61),
    `${'9'.repeat(41)}s`,
    '9'.repeat(65),
  ])('does not guess at %j', (text) => {
    expect(parseDuration(text)).toBeUndefined()
  })

  it('never rounds down, and up by at most a millisecond', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.nat(999_999), (seconds, micros) => {
        const exact = seconds * 1_000 + micros / 1_000
        const ms = parseDuration(`${seconds}.${String(micros).padStart(6, '0')}s`) ?? Number.NaN
        expect(ms - exact).toBeGreaterThan(-0.001)
        expect(ms - exact).toBeLessThanOrEqual(1)
      }),
    )
  })
})

describe('the retry time of a reply', () => {
  it.each<[carrier: string, ms: number, reply: ReturnType<typeof response>, vendor?: string]>([
    ['retry-after-ms', 1_400, response(429, '', { 'retry-after-ms': '1400' })],
    ['x-ms-retry-after-ms', 1_400, response(429, '', { 'x-ms-retry-after-ms': '1400' })],
    ['retry-after in seconds', 13_262_000, response(429, '', { 'retry-after': '13262' })],
    ['retry-after sent twice', 5_000, response(429, '', { 'retry-after': '5, 5' })],
    ['retry-after as a date', 30_000, response(429, '', { 'retry-after': inASecond(30_000) })],
    ['retryDelay of Google', 22_000, limited({ details: [{ retryDelay: '22s' }] }), 'google'],
    ['retryDelay spelled out', 30_000, limited({ details: [{ retryDelay: { seconds: '30' } }] }), 'google'],
    ['retryDelay in seconds spelled out', 41_000, limited({ details: [{ retryDelay: { seconds: 41 } }] }), 'google'],
    ['quotaResetDelay', 540, limited({ details: [{ metadata: { quotaResetDelay: '539.477544ms' } }] }), 'google'],
    [
      'quotaResetTimeStamp',
      60_000,
      limited({ details: [{ metadata: { quotaResetTimeStamp: '2026-10-21T07:29:00Z' } }] }),
      'google',
    ],
    [
      'resets_in_seconds of Codex',
      602_705_000,
      limited({ type: 'usage_limit_reached', resets_at: 1, resets_in_seconds: 602_705 }),
    ],
    ['resets_at of Codex', 60_000, limited({ type: 'usage_limit_reached', resets_at: now / 1_000 + 60 })],
    ['retry_after of Cloudflare', 120_000, response(522, { status: 522, retry_after: 120 })],
    [
      'OpenRouter’s limit inside the body',
      60_000,
      limited({ metadata: { headers: { 'X-RateLimit-Reset': String(now + 60_000) } } }),
    ],
    ['“try again in 9m38.016s”', 578_016, limited({ message: 'Please try again in 9m38.016s. Need more?' })],
    ['“try again in 6ms”', 6, limited({ message: 'Please try again in 6ms.' })],
    ['“Please retry in 8.9s”', 8_900, limited({ message: 'Please retry in 8.9s.' })],
    [
      '“retry after 86400 seconds”',
      86_400_000,
      limited({ message: 'rate limit of your current tier. Please retry after 86400 seconds.' }),
    ],
    ['“Please wait 5631 seconds”', 5_631_000, limited({ message: 'Please wait 5631 seconds before retrying.' })],
    ['“wait for 30 seconds”', 30_000, limited({ message: 'Too fast: wait for 30 seconds.' })],
    ['“will reset after 1h43m56s”', 6_236_000, limited({ message: 'Your quota will reset after 1h43m56s.' })],
    ['“Resets in 9h22m20s”', 33_740_000, limited({ message: 'Resets in 9h22m20s.' })],
    [
      'Zhipu’s clock of Beijing',
      60_000,
      limited({ code: '1308', message: '您的限额将在 2026-10-21 15:29:00 重置' }),
      'zhipu',
    ],
    [
      'its weekly plan',
      60_000,
      limited({ code: 1310, message: 'Your limit will reset at 2026-10-21 15:29:00' }),
      'zhipu',
    ],
    ['its clock without a blank', 60_000, limited({ code: '1308', message: '将在2026-10-21 15:29:00重置' }), 'zhipu'],
    [
      'the used-up window of Codex',
      13_873_000,
      response(429, {
        headers: {
          'X-Codex-Primary-Used-Percent': '100',
          'X-Codex-Primary-Reset-After-Seconds': '13873',
          'X-Codex-Secondary-Used-Percent': '80',
          'X-Codex-Secondary-Reset-After-Seconds': '316705',
        },
      }),
    ],
  ])('is read from %s', (_, ms, reply, vendor) => {
    expect(waitOf(reply, vendor)).toBe(ms)
  })

  it('is the most exact of those stated: retry-after-ms, the body, retry-after, the message', () => {
    const error = { message: 'try again in 4s', details: [{ retryDelay: '2s' }] }
    const all = { 'retry-after-ms': '1000', 'retry-after': '3' }
    expect(waitOf(limited(error, all))).toBe(1_000)
    expect(waitOf(limited(error, { 'retry-after': '3' }))).toBe(2_000)
    expect(waitOf(limited({ message: error.message }, { 'retry-after': '3' }))).toBe(3_000)
    expect(waitOf(limited({ message: error.message }, { 'retry-after': inASecond(9_000) }))).toBe(4_000)
  })

  it('of a moment is measured by the clock of whoever stated it', () => {
    const skewed = { date: 'Wed, 21 Oct 2015 07:28:00 GMT', 'retry-after': 'Wed, 21 Oct 2015 07:28:30 GMT' }
    expect(waitOf(response(429, '', skewed))).toBe(30_000)
  })

  it('of a moment that has passed is 0', () => {
    expect(waitOf(response(429, '', { 'retry-after': inASecond(-60_000) }))).toBe(0)
  })

  it.each([{}, { seconds: '-1' }, { seconds: 'soon' }, { seconds: null }, { seconds: { toString: 1 } }])(
    'is not guessed from a retryDelay of %j',
    (retryDelay) => {
      expect(waitOf(limited({ details: [{ retryDelay }] }))).toBeUndefined()
    },
  )

  it.each(['-5', '', ' ', 'Infinity', '1e9', '0x10', '3; foo', '1.2.3', 'soon', '5, x', 'Wed 21 Oct 2026 07:28:30'])(
    'is not guessed from a retry-after of %j',
    (value) => {
      expect(waitOf(response(429, '', { 'retry-after': value }))).toBeUndefined()
    },
  )

  it.each([
    ['0', 0],
    ['1.5', 1_500],
    ['5, 7', 7_000],
    [`${'1,'.repeat(63)}1`, 1_000],
    [`${'1,'.repeat(99)}1`, undefined],
    ['2592000', 2_592_000_000],
    ['Fri, 31 Dec 9999 23:59:59 GMT', Date.UTC(9999, 11, 31, 23, 59, 59) - now],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  ])('is exactly what a retry-after of %j says', (value, ms) => {
    expect(waitOf(response(429, '', { 'Retry-After': value }))).toBe(ms)
  })

  it.each<[object, number | undefined]>([
    [{ retry_after: 3 }, 3_000],
    [{ retry_after: '3' }, 3_000],
    [{ retry_after_ms: 3 }, 3],
    [{ retry_after_ms: 3, retry_after: 9 }, 3],
    [{ retry_after_seconds: 2, retryAfter: 9 }, 2_000],
    [{ retryAfter: '1m' }, 60_000],
    [{ retryDelay: '2s', quotaResetDelay: '9s' }, 2_000],
    [{ details: [{ metadata: { quotaresetdelay: '156h14m36.752s' } }] }, 562_476_752],
    [{ RetryAfterMs: 7, 'Retry-After': 9 }, 7],
    [{ 'Resets-At': '2026-10-21T07:28:10Z' }, 10_000],
    [{ retry_after: -5 }, 0],
    [{ retry_after: 1e300 }, Number.MAX_SAFE_INTEGER],
    [{ retry_after: 'soon' }, undefined],
    [{ retry_after: true }, undefined],
    [{ retry_after: null, retryAfter: 4 }, 4_000],
    [{ resets_at: 'tomorrow' }, undefined],
    [{ resets_at: '2026-10-21T07:28:10.5+00:00' }, 10_500],
    [{ resets_at: now + 7_000 }, 7_000],
    [{ resets_at: 99_999_999_999 }, 99_999_999_999_000 - now],
    [{ resets_at: 100_000_000_000 }, 0],
    [{ resets_at: 12_345_678 }, undefined],
    [{ metadata: { quotaResetTimeStamp: '2026-10-21T07:29:00' } }, undefined],
  ])('of the body is read from %j', (error, ms) => {
    expect(waitOf(limited(error))).toBe(ms)
  })

  it('of a Codex plan may be a moment, in headers as in the body', () => {
    const headers = {
      'x-codex-primary-used-percent': '40',
      'x-codex-primary-reset-at': String(now / 1_000 + 5),
      'x-codex-secondary-used-percent': '100',
      'x-codex-secondary-reset-at': String(now / 1_000 + 50),
    }
    expect(waitOf(response(429, '', headers))).toBe(50_000)
    expect(waitOf(response(429, { error: { type: 'usage_limit_reached' }, headers }))).toBe(50_000)
  })

  it.each([
    ['Please wait for 3 seconds', 3_000],
    ['Retry after about 2 hours', 7_200_000],
    ['try again in 3 days 4 hours, 1 minute', 273_660_000],
    ['It resets in 5m and is available in 1h', 300_000],
    ['retry, retry later, then try again in 7s', 7_000],
    ['try again in 5', undefined],
    ['try again in 5 apples', undefined],
    ['try again in the year 2030', undefined],
    ['will reset at 2026-10-21 15:29:00', undefined],
    [`try again in ${'1s, '.repeat(40)}`, 16_000],
    [`${'retry x '.repeat(7)}retry in 5s`, 5_000],
    [`${'retry x '.repeat(8)}retry in 5s`, undefined],
  ])('of the sentence “%s” is %j', (message, ms) => {
    expect(waitOf(limited({ message }))).toBe(ms)
  })

  it('that is longer than can be counted is the longest that can, not absent', () => {
    expect(waitOf(response(429, '', { 'retry-after': `1${'0'.repeat(20)}` }))).toBe(Number.MAX_SAFE_INTEGER)
  })

  it('grows with the stated seconds', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (one, other) => {
        const [less, more] = [one, other].map(
          (seconds) => waitOf(response(429, '', { 'retry-after': String(seconds) })) ?? Number.NaN,
        )
        expect(Math.sign((less ?? 0) - (more ?? 0))).toBe(Math.sign(one - other))
      }),
    )
  })

  it('is never taken from limits that are on every response', () => {
    const always = {
      'x-ratelimit-reset-requests': '6s',
      'x-ratelimit-reset-tokens': '1.57s',
      'x-ratelimit-reset': '99',
    }
    expect(waitOf(response(429, '', always))).toBeUndefined()
  })

  it('is taken from the limit of Anthropic that has nothing left, and from no other', () => {
    const limits = {
      'anthropic-ratelimit-requests-remaining': '12',
      'anthropic-ratelimit-requests-reset': '2026-10-21T09:00:00Z',
      'anthropic-ratelimit-input-tokens-remaining': '0',
      'anthropic-ratelimit-input-tokens-reset': '2026-10-21T07:28:20Z',
    }
    expect(waitOf(response(429, '', limits), 'anthropic')).toBe(20_000)
    expect(waitOf(response(529, '', limits), 'anthropic')).toBeUndefined()
  })

  it('is taken from the latest rejected window of a Claude plan; rejected overage is the normal state', () => {
    const at = (seconds: number): string => String(now / 1_000 + seconds)
    const windows = {
      'anthropic-ratelimit-unified-5h-status': 'rejected',
      'anthropic-ratelimit-unified-5h-reset': at(60),
      'anthropic-ratelimit-unified-7d-status': 'rejected',
      'anthropic-ratelimit-unified-7d-reset': at(600),
      'anthropic-ratelimit-unified-overage-status': 'rejected',
      'anthropic-ratelimit-unified-overage-reset': at(9_000),
    }
    expect(waitOf(response(429, '', windows), 'anthropic')).toBe(600_000)
    const allowed = Object.fromEntries(
      Object.entries(windows).map(([name, value]) => [
        name,
        name.includes('overage') ? value : value.replace('rejected', 'allowed'),
      ]),
    )
    expect(waitOf(response(429, '', allowed), 'anthropic')).toBeUndefined()
  })
})
