import fc from 'fast-check'
import { expect, it } from 'vitest'
import { chunk, completion, done, roleOnly, stream, streamHead } from './support/openai.js'
import { watchedRouter } from './support/router.js'
import { fin, json, read, rst, trickle, wait, write } from './support/script.js'
import { scriptedUpstream, type WireStep } from './support/upstream.js'

const whole = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${completion('x').length}\r\n\r\n${completion('x')}`

/** What may stand on a wire, from whole answers over pieces of them to noise. */
const bytes: fc.Arbitrary<string | Uint8Array> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(whole, streamHead, streamHead + stream('a', 'b'), stream('a'), roleOnly, done),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(chunk({ content: 'x' }), chunk({}, 'stop'), 'data: {"error":{"message":"no"}}\n\n'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'HTTP/1.1 200 OK\r\n',
      'HTTP/1.1 307 Elsewhere\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n',
      'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n',
      'HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 3\r\n\r\nabc',
      'HTTP/1.1 204 No Content\r\n\r\n',
      '\r\n\r\n',
    ),
  },
  { weight: 1, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 64 }) },
)

/** Longer than anybody waits; whatever has stayed open then is closed. */
const silence = wait(250)

const step: fc.Arbitrary<WireStep> = fc.oneof(
  { weight: 5, arbitrary: bytes.map(write) },
  { weight: 1, arbitrary: bytes.map(trickle) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 30 }).map(wait) },
  { weight: 1, arbitrary: fc.constantFrom(fin, rst, silence) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('400 Bad', '401 Unauthorized', '404 Not Found', '429 Slow', '500 Error', '503 Busy')
      .map((status) => json(status, { error: { message: 'no' } }, 'retry-after: 30')),
  },
)

const script: fc.Arbitrary<readonly WireStep[]> = fc
  .tuple(fc.boolean(), fc.array(step, { maxLength: 5 }), fc.constantFrom(fin, rst, silence))
  .map(([reads, steps, end]) => [...(reads ? [read] : []), ...steps, end, fin])

it('whatever comes over the wire, every request ends, within its bounds, and leaves nothing behind', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(script, { minLength: 1, maxLength: 3 }),
      fc.array(script, { minLength: 1, maxLength: 3 }),
      fc.constantFrom('first-content', 'first-byte', 'complete'),
      fc.array(fc.record({ stream: fc.boolean(), leavesAfterMs: fc.option(fc.integer({ min: 0, max: 100 })) }), {
        minLength: 1,
        maxLength: 4,
      }),
      async (first, second, commit, requests) => {
        const [one, two] = [await scriptedUpstream(...first), await scriptedUpstream(...second)]
        const { ask, kept } = watchedRouter(
          { one: one.url, two: two.url },
          {
            commit,
            timeouts: { firstByteMs: 40, firstContentMs: 50, idleMs: 40, totalMs: 100 },
            patience: { totalMs: 0 },
          },
        )
        await Promise.all(
          requests.map(async (request) => {
            const caller = new AbortController()
            const timer =
              request.leavesAfterMs === null
                ? undefined
                : setTimeout(() => caller.abort('enough'), request.leavesAfterMs)
            const response = await ask({ stream: request.stream }, { signal: caller.signal }).catch(
              (reason: unknown) => {
                expect(reason).toBe('enough')
                return undefined
              },
            )
            await response?.text().catch(() => undefined)
            clearTimeout(timer)
          }),
        )
        await kept()
      },
    ),
    { numRuns: 100 },
  )
}, 120_000)
