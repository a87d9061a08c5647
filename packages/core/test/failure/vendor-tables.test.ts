import { describe, expect, it } from 'vitest'
import { inWords, response } from './replies.js'

const window = (name: string): Record<string, string> => ({ [`anthropic-ratelimit-unified${name}-status`]: 'rejected' })
const aws = (type: string): Record<string, string> => ({
  'x-amzn-errortype': `${type}:http://internal.amazon.com/coral/`,
})

describe('the codes of', () => {
  it.each([
    [429, 'slow_down', 'overloaded of the model'],
    [429, 'usage_not_included', 'permission-denied of the credential'],
  ])('OpenAI: %d %s is %s', (status, code, expected) => {
    expect(inWords(response(status, { error: { code } }))).toBe(expected)
  })

  it.each([
    ['-5h', 'quota-exhausted of the credential'],
    ['-7d', 'quota-exhausted of the credential'],
    ['-7d_oi', 'quota-exhausted of the target'],
    ['-7d_opus', 'quota-exhausted of the target'],
    ['-7d_sonnet', 'quota-exhausted of the target'],
    ['', 'quota-exhausted of the credential'],
    ['-overage', 'rate-limited of the target'],
  ])('Claude: the window %j that is rejected is %s', (name, expected) => {
    expect(inWords(response(429, '', window(name)), 'claude')).toBe(expected)
    expect(inWords(response(500, '', window(name)), 'claude')).toBe('server-error of the target')
  })

  it.each([
    [429, 'RESOURCE_EXHAUSTED', 'rate-limited of the target'],
    [429, 'QUOTA_EXHAUSTED', 'quota-exhausted of the credential'],
    [429, 'MODEL_CAPACITY_EXHAUSTED', 'overloaded of the model'],
    [429, 'INSUFFICIENT_G1_CREDITS_BALANCE', 'quota-exhausted of the credential'],
    [400, 'API_KEY_INVALID', 'auth-invalid of the credential'],
    [403, 'CONSUMER_SUSPENDED', 'auth-invalid of the credential'],
    [401, 'ACCESS_TOKEN_EXPIRED', 'auth-invalid of the credential'],
    [403, 'SERVICE_DISABLED', 'permission-denied of the credential'],
    [504, 'DEADLINE_EXCEEDED', 'timeout of the target'],
    [503, 'UNAVAILABLE', 'overloaded of the model'],
  ])('Google: %d %s is %s', (status, reason, expected) => {
    expect(inWords(response(status, { error: { code: status, details: [{ reason }] } }), 'google')).toBe(expected)
  })

  it.each([
    [429, 'ThrottlingException', 'rate-limited of the target'],
    [403, 'UnrecognizedClientException', 'auth-invalid of the credential'],
    [403, 'InvalidSignatureException', 'auth-invalid of the credential'],
    [403, 'ExpiredTokenException', 'auth-invalid of the credential'],
    [403, 'AccessDeniedException', 'permission-denied of the credential'],
    [400, 'ServiceQuotaExceededException', 'quota-exhausted of the credential'],
    [404, 'ResourceNotFoundException', 'model-unsupported of the model'],
    [408, 'ModelTimeoutException', 'timeout of the target'],
    [424, 'ModelErrorException', 'server-error of the target'],
    [424, 'ModelStreamErrorException', 'server-error of the target'],
    [400, 'ValidationException', 'invalid-request of the request'],
    [429, 'ModelNotReadyException', 'overloaded of the model'],
    [503, 'ServiceUnavailableException', 'overloaded of the model'],
    [500, 'InternalServerException', 'server-error of the target'],
  ])('Bedrock: %d %s is %s', (status, type, expected) => {
    expect(inWords(response(status, {}, aws(type)), 'bedrock')).toBe(expected)
  })

  it.each([
    [1000, 'auth-invalid of the credential'],
    [1001, 'auth-invalid of the credential'],
    [1002, 'auth-invalid of the credential'],
    [1003, 'auth-invalid of the credential'],
    [1004, 'auth-invalid of the credential'],
    [1110, 'permission-denied of the credential'],
    [1111, 'permission-denied of the credential'],
    [1112, 'permission-denied of the credential'],
    [1113, 'quota-exhausted of the credential'],
    [1121, 'permission-denied of the credential'],
    [1211, 'model-unsupported of the model'],
    [1220, 'permission-denied of the credential'],
    [1261, 'context-length-exceeded of the request'],
    [1301, 'content-filtered of the request'],
    [1302, 'rate-limited of the credential'],
    [1303, 'rate-limited of the credential'],
    [1304, 'quota-exhausted of the credential'],
    [1305, 'overloaded of the model'],
    [1308, 'quota-exhausted of the credential'],
    [1309, 'quota-exhausted of the credential'],
    [1310, 'quota-exhausted of the credential'],
    [1311, 'model-unsupported of the target'],
    [1312, 'overloaded of the model'],
  ])('Zhipu: %d is %s', (code, expected) => {
    expect(inWords(response(400, { error: { code: String(code) } }), 'zhipu')).toBe(expected)
    expect(inWords(response(400, { type: 'error', error: { type: String(code) } }), 'glm')).toBe(expected)
  })

  it.each([
    [1001, 'timeout of the target'],
    [1002, 'rate-limited of the target'],
    [1004, 'auth-invalid of the credential'],
    [1008, 'quota-exhausted of the credential'],
    [1013, 'server-error of the target'],
    [1026, 'content-filtered of the request'],
    [1027, 'content-filtered of the request'],
    [1039, 'rate-limited of the target'],
    [1041, 'rate-limited of the target'],
    [2013, 'invalid-request of the request'],
    [2049, 'auth-invalid of the credential'],
    [2056, 'quota-exhausted of the credential'],
  ])('MiniMax: %d is %s', (code, expected) => {
    expect(inWords(response(200, { base_resp: { status_code: code, status_msg: '' } }), 'minimax')).toBe(expected)
  })
})

describe('the words of', () => {
  const says = (vendor: string, status: number, message: string): string =>
    inWords(response(status, { error: { message } }), vendor)

  it.each([
    ['anthropic', 429, 'Extra usage is required for this.', 'permission-denied of the request'],
    [
      'anthropic',
      429,
      'Number of concurrent connections has exceeded your rate limit.',
      'rate-limited of the credential',
    ],
    ['anthropic', 403, 'Request not allowed', 'permission-denied of the provider'],
    ['google', 429, 'Quota exceeded, limit: 0, model: x', 'quota-exhausted of the target'],
    ['google', 429, 'See https://cloud.google.com/docs/error-code-429', 'rate-limited of the model'],
    ['google', 429, 'You have exhausted your capacity on this model.', 'quota-exhausted of the target'],
    ['google', 404, 'models/x is not found', 'model-unsupported of the model'],
    ['google', 404, 'Publisher Model x was not found or your project lacks it', 'model-unsupported of the target'],
    ['bedrock', 400, 'On-demand throughput is not possible', 'model-unsupported of the model'],
    ['openrouter', 403, 'Key limit exceeded (total limit)', 'quota-exhausted of the credential'],
    ['openrouter', 429, 'x is temporarily rate-limited upstream', 'rate-limited of the model'],
    ['openrouter', 429, 'Rate limit exceeded: free-models-per-min', 'rate-limited of the credential'],
    ['openrouter', 429, 'Rate limit exceeded: free-models-per-day', 'quota-exhausted of the credential'],
    ['opencode', 429, 'Rate limit exceeded', 'rate-limited of the credential'],
    ['github', 429, 'exceeded for UserByModelByDay', 'quota-exhausted of the target'],
    ['github', 429, 'you have exceeded your Copilot token usage', 'rate-limited of the credential'],
    ['qwen', 403, 'use free tier only', 'quota-exhausted of the target'],
    ['qwen', 429, 'Throttling: the allocated quota is exceeded', 'rate-limited of the target'],
    ['mistral', 429, '', 'rate-limited of the credential'],
    ['groq', 429, '', 'rate-limited of the target'],
  ])('%s: %d “%s” is %s', (vendor, status, message, expected) => {
    expect(says(vendor, status, message)).toBe(expected)
  })

  it('Bedrock that speak of a day are of a quota', () => {
    const reply = response(429, { message: 'Too many tokens per day' }, aws('ThrottlingException'))
    expect(inWords(reply, 'bedrock')).toBe('quota-exhausted of the target')
  })

  it('Cerebras call a rate a quota, unless they speak of a day', () => {
    const code = 'request_quota_exceeded'
    const says = (message: string): string => inWords(response(429, { message, code }), 'cerebras')
    expect(says('Requests limit exceeded')).toBe('rate-limited of the target')
    expect(says('Requests per day limit exceeded')).toBe('quota-exhausted of the credential')
    expect(inWords(response(413, ''), 'cerebras')).toBe('context-length-exceeded of the request')
    expect(inWords(response(413, 'x'), 'cerebras')).toBe('request-too-large of the request')
  })

  it('a reseller about somebody behind it blame the model', () => {
    expect(says('opencode', 429, 'Error from provider: Too many requests')).toBe('rate-limited of the model')
    expect(says('openrouter', 502, 'Provider returned error')).toBe('gateway-error of the model')
    expect(says('openrouter', 400, 'Provider returned error: prompt is too long')).toBe(
      'context-length-exceeded of the request',
    )
  })

  it('Anthropic about a model that is not found tell it from a route', () => {
    const notFound = (message: string): string =>
      inWords(response(404, { type: 'error', error: { type: 'not_found_error', message } }), 'anthropic')
    expect(notFound('model: claude-x')).toBe('model-unsupported of the model')
    expect(notFound('Not Found')).toBe('model-unsupported of the request')
  })
})
