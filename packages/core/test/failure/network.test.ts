import { describe, expect, it } from 'vitest'
import type { NetworkCause } from '../../src/words/reply.js'
import { inWords, judged } from './replies.js'

const fetchFailed = (cause: NetworkCause): string =>
  inWords({ type: 'network', name: 'TypeError', message: 'fetch failed', cause })

describe('an error of the network', () => {
  it.each([
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'CERT_HAS_EXPIRED',
    'HPE_INVALID_CONSTANT',
    'ECONNRESET',
    'SOMETHING_NEW',
  ])('%s blames the provider', (code) => {
    expect(fetchFailed({ name: 'Error', code })).toBe('network-error of the provider')
  })

  it('on a kept-alive connection blames the target alone and is retried once', () => {
    const failure = judged({ type: 'network', code: 'ECONNRESET', message: 'socket hang up', reused: true })
    expect(failure).toMatchObject({ class: 'network-error', scope: 'target', effect: { sameTargetRetries: 1 } })
  })

  it.each(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'])('%s is a timeout of the target', (code) => {
    expect(fetchFailed({ code })).toBe('timeout of the target')
  })

  it('of a clock is a timeout although its code is a number', () => {
    expect(
      inWords({ type: 'network', name: 'TimeoutError', code: 23, message: 'The operation was aborted due to timeout' }),
    ).toBe('timeout of the target')
  })

  it('while connecting is a timeout of the provider, also in an aggregate without a message', () => {
    expect(fetchFailed({ code: 'UND_ERR_CONNECT_TIMEOUT' })).toBe('timeout of the provider')
    expect(
      fetchFailed({ name: 'AggregateError', message: '', errors: [{ code: 'ETIMEDOUT' }, { code: 'ENETUNREACH' }] }),
    ).toBe('timeout of the provider')
  })

  it('is cancelled if the outermost error is an abort, not if a proxy aborted deep inside', () => {
    const abort = { name: 'AbortError', code: 20, message: 'This operation was aborted' }
    expect(inWords({ type: 'network', ...abort })).toBe('cancelled of the request')
    expect(
      fetchFailed({
        name: 'RequestAbortedError',
        cause: { name: 'AbortError', message: 'Proxy response (407) !== 200' },
      }),
    ).toBe('network-error of the provider')
  })

  it('is no cancellation when it was the socket that disconnected', () => {
    const message = 'Client network socket disconnected before secure TLS connection was established'
    expect(fetchFailed({ code: 'ECONNRESET', message })).toBe('network-error of the provider')
  })

  it.each([
    'user cancelled',
    'The user aborted a request.',
    'client disconnected',
    'Client closed it',
    'aborted by the caller',
  ])('that is only the words “%s” is a cancellation', (message) => {
    expect(inWords({ type: 'network', name: 'Error', message })).toBe('cancelled of the request')
  })

  it.each<[string, NetworkCause]>([
    ['an impossible URL', { code: 'ERR_INVALID_URL', message: 'Invalid URL' }],
    ['an impossible header', { code: 'ERR_INVALID_CHAR', message: 'Invalid character in header content' }],
    ['a header that is no text', { message: 'Cannot convert argument to a ByteString because of a character' }],
    ['a forbidden port', { message: 'bad port' }],
  ])('is the request’s own when it was never sent for %s', (_, cause) => {
    expect(fetchFailed(cause)).toBe('invalid-request of the request')
  })

  it('may be a chain of causes without end', () => {
    const endless: { code?: string; cause?: NetworkCause } = {}
    endless.cause = endless
    expect(fetchFailed(endless)).toBe('network-error of the provider')
  })
})

describe('an answer that never came whole', () => {
  it.each(['empty', 'truncated', 'malformed'] as const)('is a broken stream of the target when %s', (type) => {
    expect(inWords({ type })).toBe('stream-broken of the target')
  })
  it('blames the provider for its connect timeout and the target for every other', () => {
    expect(inWords({ type: 'timeout', phase: 'connect' })).toBe('timeout of the provider')
    expect(inWords({ type: 'timeout', phase: 'first-content' })).toBe('timeout of the target')
  })
  it('charges nobody when the caller cancelled', () => {
    expect(inWords({ type: 'cancelled' })).toBe('cancelled of the request')
  })
})
