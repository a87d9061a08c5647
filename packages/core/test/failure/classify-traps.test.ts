import { describe, expect, it } from 'vitest'
import { defaultEffects } from '../../src/failure/effect.js'
import { effectOf } from '../../src/failure/effect-of.js'
import { hours } from '../../src/words/time.js'
import { inWords, judged, response } from './replies.js'

const openai = (status: number, message: string, code: string | null = null): ReturnType<typeof response> =>
  response(status, { error: { message, type: 'invalid_request_error', param: null, code } })
const plain = (status: number, message: string): string => inWords(response(status, { error: { message } }))
const google = (status: number, message: string, details: object = {}, word = 'RESOURCE_EXHAUSTED'): string =>
  inWords(response(status, { error: { code: status, message, status: word, details: [details] } }), 'gemini')
const effect = (reply: ReturnType<typeof response>, vendor?: string): ReturnType<typeof effectOf> => {
  const failure = judged(reply, vendor)
  if (failure === undefined) throw new Error('not a failure')
  return effectOf({ effects: defaultEffects }, failure)
}

describe('a 429', () => {
  it('with Retry-After cools the target for exactly that long', () => {
    expect(inWords(response(429, '', { 'retry-after': '7' }))).toBe('rate-limited of the target for 7000 ms')
  })
  it('of a used-up balance blames the credential', () => {
    expect(inWords(openai(429, 'You exceeded your current quota', 'insufficient_quota'))).toBe(
      'quota-exhausted of the credential',
    )
  })
  it('of one request above the limit of a minute sends that request elsewhere and cools nobody', () => {
    const reply = openai(429, 'Request too large for gpt-4o on tokens per min (TPM): Limit 30000, Requested 40000')
    expect(judged(reply)?.class).toBe('request-too-large')
    expect(effect(reply)).toMatchObject({ next: 'failover', cooldown: 'none' })
  })
  it('that speaks of billing is still a rate when it says so', () => {
    expect(
      plain(
        429,
        'Rate limit reached for gpt-4 on requests per min. Limit: 3 / min. Please try again in 20s. Add a payment method at /account/billing',
      ),
    ).toBe('rate-limited of the target for 20000 ms')
  })
  it('of Gemini is told apart by its quota id, not by its sentence', () => {
    const sentence = 'You exceeded your current quota, please check your plan and billing details.'
    const quota = (quotaId: string): object => ({ violations: [{ quotaId }] })
    expect(google(429, sentence, quota('GenerateRequestsPerDayPerProjectPerModel-FreeTier'))).toBe(
      'quota-exhausted of the target',
    )
    expect(google(429, sentence, quota('GenerateRequestsPerMinutePerProjectPerModel-FreeTier'))).toBe(
      'rate-limited of the target',
    )
  })
  it('of no capacity is an overload', () => {
    expect(google(429, 'No capacity available for model x', { reason: 'MODEL_CAPACITY_EXHAUSTED' })).toBe(
      'overloaded of the model',
    )
  })
  it('per minute or per month is told apart by that word alone', () => {
    const trial = (window: string): string => `You are using a Trial key, which is limited to 40 API calls / ${window}.`
    expect(plain(429, trial('minute'))).toBe('rate-limited of the target')
    expect(plain(429, trial('month'))).toBe('quota-exhausted of the credential')
  })
  it('of a day that rolls in minutes is a rate', () => {
    expect(plain(429, 'Rate limit reached on tokens per day (TPD). Please try again in 7m12s.')).toBe(
      'rate-limited of the target for 432000 ms',
    )
  })
  it('with “too many tokens” is a throttle at Bedrock', () => {
    const reply = response(
      429,
      { message: 'Too many tokens, please wait before trying again.' },
      { 'x-amzn-errortype': 'ThrottlingException:http://x/' },
    )
    expect(inWords(reply, 'bedrock')).toBe('rate-limited of the target')
  })
  it('of a missing plan feature is about this request only', () => {
    expect(
      inWords(response(429, { error: { message: 'Usage credits are required for fast mode.' } }), 'anthropic'),
    ).toBe('permission-denied of the request')
  })
  it('of a plan window of Claude blames the credential, of one model family the target', () => {
    const rejected = (name: string): Record<string, string> => ({
      [`anthropic-ratelimit-unified-${name}-status`]: 'rejected',
    })
    expect(inWords(response(429, '', rejected('5h')), 'anthropic')).toBe('quota-exhausted of the credential')
    expect(inWords(response(429, '', rejected('7d_opus')), 'anthropic')).toBe('quota-exhausted of the target')
  })
  it('that a reseller relays blames the model, not the credential', () => {
    const raw = JSON.stringify({ error: { message: 'Your account is suspended due to insufficient balance' } })
    expect(
      inWords(
        response(429, { error: { message: 'Provider returned error', code: 429, metadata: { raw } } }),
        'openrouter',
      ),
    ).toBe('quota-exhausted of the model')
  })
})

describe('a 400', () => {
  it('stops and harms nobody', () => {
    expect(effect(response(400))).toEqual({ next: 'stop', sameTargetRetries: 0, cooldown: 'none' })
  })
  it.each([
    ['a dead key', 'API key not valid. Please pass a valid API key.', 'auth-invalid of the credential'],
    ['the wrong country', 'User location is not supported for the API use.', 'permission-denied of the provider'],
    ['an empty balance', 'Your credit balance is too low to access the API.', 'quota-exhausted of the credential'],
    ['a closed account', 'Organization has been restricted.', 'permission-denied of the credential'],
    ['an unknown model', 'Model Not Exist', 'model-unsupported of the model'],
    [
      'a missing verification',
      'Your organization must be verified to use the model `o3`.',
      'permission-denied of the target',
    ],
    ['a filter', 'Output blocked by content filtering policy', 'content-filtered of the request'],
    ['a long prompt', 'prompt is too long: 1520294 tokens > 1000000 maximum', 'context-length-exceeded of the request'],
    ['an overload', 'Selected model is at capacity. Please try a different model.', 'overloaded of the model'],
  ])('may be %s', (_, message, expected) => {
    expect(inWords(openai(400, message))).toBe(expected)
  })
  it('of the model’s own bad tool call goes elsewhere', () => {
    expect(effect(openai(400, 'Failed to call a function.', 'tool_use_failed')).next).toBe('failover')
  })
  it('of a parameter that the model refuses stops', () => {
    expect(inWords(openai(400, "'max_tokens' is not supported with this model.", 'unsupported_parameter'))).toBe(
      'invalid-request of the request',
    )
  })
})

describe('401, 403 and 404 are judged by what they say', () => {
  it('never by a bare invalid_request_error', () => {
    expect(inWords(openai(401, 'Error'))).toBe('auth-invalid of the credential')
    expect(inWords(openai(403, 'Error'))).toBe('permission-denied of the credential')
    expect(inWords(openai(404, 'Error'))).toBe('model-unsupported of the target')
  })
  it.each([
    [
      401,
      'You have insufficient permissions for this operation. Missing scopes: model.request',
      'permission-denied of the credential',
    ],
    [403, 'OAuth token has been revoked. Please obtain a new token.', 'auth-invalid of the credential'],
    [
      403,
      'Your team has either used all available credits or reached its monthly spending limit.',
      'quota-exhausted of the credential',
    ],
    [403, 'Your input was flagged for "harassment".', 'content-filtered of the request'],
    [403, "You don't have access to the model with the specified model ID.", 'permission-denied of the target'],
    [404, 'The model `gpt-9` does not exist or you do not have access to it.', 'model-unsupported of the target'],
    [404, 'model "x" not found, try pulling it first', 'model-unsupported of the model'],
    [404, 'Invalid URL (POST /v1/responses)', 'model-unsupported of the request'],
    [404, 'No endpoints found that support tool use.', 'model-unsupported of the request'],
    [404, 'No endpoints found matching your data policy', 'permission-denied of the target'],
    [
      404,
      "Item with id 'rs_1' not found. Items are not persisted when `store` is set to false.",
      'invalid-request of the request',
    ],
  ])('%d “%s”', (status, message, expected) => {
    expect(inWords(openai(status, message))).toBe(expected)
  })
})

describe('a model that is unsupported', () => {
  it('cools for 12 hours where the text says so', () => {
    expect(effect(openai(404, 'The model `x` does not exist')).cooldown).toMatchObject({ firstMs: hours(12) })
  })
  it('cools for a minute after a bare 404', () => {
    expect(effect(response(404)).cooldown).toMatchObject({ firstMs: 60_000 })
  })
})

describe('a status', () => {
  it.each([
    [402, 'quota-exhausted of the credential'],
    [405, 'model-unsupported of the request'],
    [408, 'timeout of the target'],
    [409, 'invalid-request of the request'],
    [413, 'request-too-large of the request'],
    [422, 'invalid-request of the request'],
    [425, 'server-error of the target'],
    [500, 'server-error of the target'],
    [501, 'model-unsupported of the request'],
    [502, 'gateway-error of the provider'],
    [503, 'overloaded of the target'],
    [504, 'gateway-error of the provider'],
    [524, 'gateway-error of the provider'],
    [529, 'overloaded of the model'],
    [302, 'gateway-error of the provider'],
    [199, 'gateway-error of the provider'],
    [999, 'gateway-error of the provider'],
  ])('%d without a word means %s', (status, expected) => {
    expect(inWords(response(status))).toBe(expected)
  })
  it('mentioned in a message decides nothing', () => {
    expect(plain(400, 'got 429 from tool, then 503 and 401')).toBe('invalid-request of the request')
  })
  it('500 does not overrule an empty balance', () => {
    expect(
      inWords(response(500, { type: 'error', error: { type: 'api_error', message: 'insufficient balance (1008)' } })),
    ).toBe('quota-exhausted of the credential')
  })
  it('503 on the page of a proxy blames the provider', () => {
    expect(inWords(response(503, '<html><h1>503 Service Temporarily Unavailable</h1><hr>nginx</html>'))).toBe(
      'gateway-error of the provider',
    )
  })
  it('413 of too many bytes stops', () => {
    expect(effect(response(413, { error: { type: 'request_too_large' } })).next).toBe('stop')
  })
})

describe('a 200', () => {
  it.each([
    ['an answer that quotes an error', { choices: [{ message: { content: '{"error":{"code":429}}' } }], error: null }],
    ['an empty error beside an answer', { choices: [], error: {} }],
    ['nothing', ''],
  ])('with %s is a success', (_, body) => {
    expect(inWords(response(200, body))).toBe('success')
  })
  it.each([
    ['an error object', { error: { code: 429, message: 'Rate limited' } }, 'rate-limited of the target'],
    [
      'a numbered status message',
      { base_resp: { status_code: 1008, status_msg: 'insufficient balance' } },
      'quota-exhausted of the credential',
    ],
    [
      'an error beside an answer',
      { error: { code: 402, message: 'Insufficient credits' }, choices: [{}] },
      'quota-exhausted of the credential',
    ],
    ['a flat error', { code: 503, message: 'later' }, 'overloaded of the target'],
    ['a page', '<!DOCTYPE html><title>Sign in to the hotel</title>', 'gateway-error of the provider'],
  ])('with %s is a failure', (_, body, expected) => {
    expect(inWords(response(200, body))).toBe(expected)
  })
  it('whose stream sends an error is that error', () => {
    const event = (data: object): string =>
      inWords({ type: 'stream-event', status: 200, headers: {}, data: JSON.stringify(data) }, 'anthropic')
    expect(event({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } })).toBe(
      'overloaded of the model',
    )
    expect(event({ type: 'error', code: 'context_length_exceeded', message: 'too long' })).toBe(
      'context-length-exceeded of the request',
    )
    expect(event({ type: 'response.failed', response: { error: { code: 'server_error', message: 'x' } } })).toBe(
      'server-error of the target',
    )
    expect(event({ type: 'content_block_delta', delta: { text: 'overloaded' } })).toBe('success')
  })
})

describe('the shape of the body does not matter', () => {
  const error = { message: 'Insufficient balance', code: null }
  it.each([
    ['an object', { error }],
    ['a list', [{ error }]],
    ['a text', { error: error.message }],
    ['flat', error],
    ['a problem document', { title: 'Forbidden', detail: error.message }],
    ['a list of details', { detail: [{ msg: error.message }] }],
    ['JSON inside JSON', { error: { message: JSON.stringify({ error }) } }],
    [
      'JSON inside JSON inside JSON',
      { error: { message: JSON.stringify({ error: { message: JSON.stringify({ error }) } }) } },
    ],
    ['an event', `event: error\ndata: ${JSON.stringify({ error })}\n\n`],
    ['glued to something', `${JSON.stringify({ error })}data: {"choices":[]}`],
    ['a JSON string', JSON.stringify(error.message)],
    ['no JSON', `Error: ${error.message}`],
    ['cut off', `{"error":{"message":"${error.message}`],
  ])('%s', (_, body) => {
    expect(inWords(response(403, body))).toBe('quota-exhausted of the credential')
  })
  it('and what a body echoes of the request is not what it says', () => {
    const detail = [
      { type: 'missing', msg: 'Field required', input: { prompt: 'rate limit, quota exhausted, context length' } },
    ]
    expect(inWords(response(422, { detail }))).toBe('invalid-request of the request')
  })
})

describe('whose table reads a reply', () => {
  it('is the vendor’s', () => {
    expect(judged(response(429, { error: { code: '1305' } }), 'zhipu')?.rule).toBe('zhipu: 1305')
  })
  it('is that of the dialect where the vendor is unknown', () => {
    expect(judged(openai(429, 'Limit: 0, requested 1'), 'somebody')?.rule).toBe('openai: 429 limit: 0')
  })
})
