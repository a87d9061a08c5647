import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FailureClass, failureClasses } from '../../src/failure/failure-class.js'
import { vendorTables } from '../../src/failure/vendors/index.js'
import { type Reply, replyCap } from '../../src/words/reply.js'
import type { Scope } from '../../src/words/scope.js'
import { runs } from '../laws/runs.js'
import { judged, response } from './replies.js'
import { sentences } from './sentences.js'

const vendors = fc.constantFrom(...vendorTables.keys(), 'nobody')
const statuses = fc.oneof(fc.integer({ min: -1, max: 1_000 }), fc.constantFrom(200, 400, 401, 404, 413, 429, 500, 503))
const phrases = fc.constantFrom(
  'try again in ', '9m38.016s', 'model ', ' not found', 'rate limit', '"retryDelay":', '{"error":', '}', '[', 'data: ', '<html>',
  'quota', '429', '\\u0000', '余额不足', ',"code":',
) // biome-ignore format: a list of words
const bodies = fc.oneof(
  fc.string(),
  fc.json(),
  fc.array(phrases, { maxLength: 40 }).map((words) => words.join('')),
  fc.jsonValue().map((error) => JSON.stringify({ error })),
  sentences,
  fc.record({ message: sentences, code: sentences }).map((error) => JSON.stringify({ error })),
)
const headerNames = fc.constantFrom('retry-after', 'retry-after-ms', 'date', 'content-type', 'x-codex-primary-used-percent',
  'anthropic-ratelimit-requests-remaining', 'anthropic-ratelimit-requests-reset', 'anthropic-ratelimit-unified-status',
  'anthropic-ratelimit-unified-reset', 'x-amzn-errortype', '__proto__') // biome-ignore format: a list of words
const headerValues = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '0',
    '-5',
    '',
    'Infinity',
    '1e9',
    '0x10',
    '3; foo',
    '5, 5',
    '9'.repeat(40),
    'rejected',
    'Fri, 31 Dec 9999 23:59:59 GMT',
  ),
)
const headers = fc.dictionary(headerNames, headerValues, { maxKeys: 4 })
const causes = fc.letrec((tie) => ({
  cause: fc.record(
    {
      name: fc.oneof(fc.string(), fc.constantFrom('AbortError', 'TimeoutError')),
      code: fc.oneof(fc.string(), fc.integer(), fc.constantFrom('ECONNRESET', 'UND_ERR_SOCKET')),
      message: fc.string(),
      cause: tie('cause'),
      errors: fc.array(tie('cause'), { maxLength: 3 }),
    },
    { requiredKeys: [] },
  ),
})).cause
const replies: fc.Arbitrary<Reply> = fc.oneof(
  fc.record({ type: fc.constant('response' as const), status: statuses, headers, body: bodies }),
  fc.record({ type: fc.constant('stream-event' as const), status: statuses, headers, data: bodies }),
  causes.map((cause) => ({ ...(cause as object), type: 'network' as const })),
  fc.constantFrom<Reply>(
    { type: 'empty' },
    { type: 'truncated' },
    { type: 'malformed' },
    { type: 'cancelled' },
    { type: 'timeout', phase: 'connect' },
  ),
)

/** The widest that each class may go; `model` for what a reseller relays. */
const blamable: Readonly<Record<FailureClass, readonly Scope[]>> = {
  'rate-limited': ['target', 'credential', 'model'],
  'quota-exhausted': ['target', 'credential', 'model'],
  'auth-invalid': ['credential', 'model'],
  'permission-denied': ['request', 'target', 'credential', 'model', 'provider'],
  'model-unsupported': ['request', 'target', 'model'],
  'context-length-exceeded': ['request'],
  'content-filtered': ['request'],
  'request-too-large': ['request'],
  'invalid-request': ['request'],
  overloaded: ['target', 'model'],
  'server-error': ['request', 'target', 'model'],
  'gateway-error': ['model', 'provider'],
  timeout: ['target', 'model', 'provider'],
  'network-error': ['target', 'provider'],
  'stream-broken': ['target'],
  cancelled: ['request'],
}

describe('classify', () => {
  it('has one of the finite answers for every reply, and a retry time that is absent or a whole number from 0 on', () => {
    fc.assert(
      fc.property(replies, vendors, (reply, vendor) => {
        const failure = judged(reply, vendor)
        if (failure === undefined) return
        expect(failureClasses).toContain(failure.class)
        expect(failure.rule).not.toBe('')
        const { retryAfterMs = 0 } = failure
        expect(Number.isSafeInteger(retryAfterMs) && retryAfterMs >= 0).toBe(true)
      }),
    )
  })

  it('blames somebody for every status that is no success', () => {
    fc.assert(
      fc.property(statuses, bodies, vendors, (status, body, vendor) => {
        fc.pre(status < 200 || status > 299)
        expect(judged(response(status, body), vendor)).toBeDefined()
      }),
    )
  })

  it('blames nobody that its class cannot blame', () => {
    fc.assert(
      fc.property(replies, vendors, (reply, vendor) => {
        const failure = judged(reply, vendor)
        if (failure !== undefined) expect(blamable[failure.class]).toContain(failure.scope)
      }),
      runs,
    )
  })

  it('looks at nothing beyond 64 KiB', () => {
    const tails = fc.oneof(bodies, fc.constantFrom(' insufficient_quota', '"}} context length', ' try again in 5s'))
    fc.assert(
      fc.property(statuses, bodies, tails, tails, (status, body, one, other) => {
        const start = body.padEnd(replyCap, '.')
        expect(judged(response(status, start + one))).toEqual(judged(response(status, start + other)))
      }),
      { numRuns: Math.min(30, runs.numRuns) },
    )
  })

  it('looks at everything up to 64 KiB', () => {
    const last = ' insufficient balance'
    expect(judged(response(429, 'x'.repeat(replyCap - last.length) + last))?.class).toBe('quota-exhausted')
  })

  it('judges the same whatever the case and order of headers, the order of keys and the white space', () => {
    const errors = fc.record({
      message: sentences,
      code: fc.oneof(sentences, fc.constantFrom('rate_limit_exceeded', 'x')),
      type: fc.string(),
      retry_after: fc.nat(),
      details: fc.array(fc.record({ reason: sentences, retryDelay: fc.constantFrom('3s', 'x') }), { maxLength: 2 }),
    })
    fc.assert(
      fc.property(statuses, headers, errors, vendors, (status, sent, error, vendor) => {
        const turned = Object.fromEntries(
          Object.entries(sent)
            .reverse()
            .map(([name, value]) => [name.toUpperCase(), value]),
        )
        const reversed = Object.fromEntries(Object.entries(error).reverse())
        expect(
          judged(response(status, JSON.stringify({ request_id: 1, error: reversed }, null, 3), turned), vendor),
        ).toEqual(judged(response(status, { error, request_id: 1 }, sent), vendor))
      }),
    )
  })

  it('treats a rule that throws as one without an opinion', () => {
    const broken = (): never => {
      throw new Error('a bug in the policy')
    }
    expect(judged(response(429), 'openai', [broken])?.rule).toBe('http: 429')
  })

  it('asks the rules of the policy first, in their order', () => {
    const says = (rule: string) => () => ({ class: 'overloaded', scope: 'model', rule }) as const
    expect(judged(response(200, 'an answer'), 'openai', [() => undefined, says('one'), says('two')])?.rule).toBe('one')
  })
})
