import type { Row, Table } from '../table.js'
import { goneForAll, goneHere, largerAllowance, thisRequest } from './effects.js'

// Words that several rows share.
// biome-ignore format: a table is read by its lines
const proxies = ['nginx', 'openresty', 'cloudflare', 'envoy', 'haproxy', 'varnish', 'awselb', 'apache', 'traefik',
  'caddy']
// biome-ignore format: a table is read by its lines
const modelGone = ['model … not found', 'model … not exist', "model … doesn't exist", 'model … decommissioned',
  'model … deprecated', 'model … no longer', 'model … retired', 'model … end of life', 'model … not available',
  'model … invalid', 'unknown model', 'no such model', 'invalid model', 'not a valid model', 'no endpoints found for',
  '模型不存在']
// biome-ignore format: a table is read by its lines
const onlyForUs = ['have access', 'account', 'your plan', 'your project', 'your organization', 'your team',
  'subscription']
// biome-ignore format: a table is read by its lines
const shortWindows = ['per minute', 'per-minute', 'per_minute', '/ minute', '/min', '/ min', 'per min', 'per second',
  'tpm', 'rpm']
// biome-ignore format: a table is read by its lines
const longWindows = ['per day', 'per-day', 'per_day', 'perday', '/ day', '/day', 'daily', 'per 86400s', '24-hour',
  '5-hour', '7-day', 'weekly', 'per week', '/ month', '/month', 'monthly', 'per month']

// biome-ignore format: a table is read by its lines
const machinesInBetween: readonly Row[] = [
  ['origin-unreachable', { status: [520, 521, 522, 523, 524, 525, 526, 527, 530] }, 'gateway-error'],
  ['proxy-page', { html: true, status: ['5xx'], text: proxies }, 'gateway-error'],
  ['no-upstream', { text: ['upstream connect error', 'no healthy upstream', 'bad gateway',
    'upstream request timeout'] }, 'gateway-error'],
  ['block-page', { html: true, status: [403], text: ['blocked', 'attention required', 'just a moment'] },
    'permission-denied', { scope: 'provider' }],
  ['page-not-found', { html: true, status: [404] }, 'model-unsupported', thisRequest],
]

// biome-ignore format: a table is read by its lines
const content: readonly Row[] = [
  ['content', { code: ['content_filter', 'content_policy_violation', 'ResponsibleAIPolicyViolation',
    'data_inspection_failed', 'invalid_prompt', 'cyber_policy'] }, 'content-filtered'],
  ['content', { text: ['content management policy', 'content filter', 'content policy', 'content moderation',
    'safety system', 'flagged as', 'flagged for', 'was flagged', 'moderation block', 'considered high risk',
    'inappropriate content', 'usage policies', 'prohibited content', 'sensitive content', '敏感'] },
    'content-filtered'],
  // The model's own bad output: another try or another model often succeeds.
  ['tool-call-of-model', { code: ['tool_use_failed'] }, 'server-error', thisRequest],
]

// biome-ignore format: a table is read by its lines
const size: readonly Row[] = [
  ['tokens-of-one-minute', { text: ['request too large for'], and: shortWindows }, 'request-too-large',
    largerAllowance],
  ['context', { code: ['context_length_exceeded', 'context_window_exceeded', 'model_max_prompt_tokens_exceeded',
    'exceed_context_size_error', 'tokens_limit_reached', 'string_above_max_length'] }, 'context-length-exceeded'],
  ['context', { text: ['context length', 'context window', 'context size', 'context limit', 'context_length',
    'maximum context', 'prompt is too long', 'prompt too long', 'input is too long', 'input too long', 'n_ctx',
    'token count … exceeds', 'tokens … exceeds the m', 'range of input length', 'input length … exceed',
    'model token limit', 'maximum number of tokens allowed', 'reduce the length of', 'maximum prompt length',
    'maximum input length', 'max_new_tokens` must be', '上下文'] }, 'context-length-exceeded'],
  ['bytes', { code: ['request_too_large', 'payload_too_large'] }, 'request-too-large'],
  ['bytes', { text: ['entity too large', 'payload too large', 'body too large', 'request too large',
    'exceeds the maximum size'] }, 'request-too-large'],
]

// biome-ignore format: a table is read by its lines
const payment: readonly Row[] = [
  ['free-quota-of-model', { text: ['free quota … model', 'free usage for model'] }, 'quota-exhausted',
    { scope: 'target' }],
  ['quota', { code: ['insufficient_quota', 'insufficient_user_quota', 'billing_not_active',
    'billing_hard_limit_reached', 'billing_error', 'exceeded_current_quota_error', 'usage_limit_reached',
    'quota_exhausted', 'Arrearage', '*usage-exhausted'] }, 'quota-exhausted'],
  ['quota', { text: ['insufficient balance', 'insufficient credit', 'insufficient fund', 'insufficient quota',
    'balance is insufficient', 'balance is too low', 'credit balance', 'available credits', 'out of credits',
    'more credits', 'included credits', 'out of extra usage', 'spending limit', 'spend limit', 'hard limit',
    'billing details', 'current quota', 'free quota', 'quota has been exhausted', 'usage limit', 'depleted',
    'recharge', 'top up', 'overdue', 'good standing', '余额不足', '欠费', '额度'] }, 'quota-exhausted'],
]

// biome-ignore format: a table is read by its lines
const permission: readonly Row[] = [
  ['missing-scope', { code: ['missing_scope', 'insufficient_scope', 'insufficient_permissions'] }, 'permission-denied'],
  ['missing-scope', { text: ['missing scope', 'insufficient permission', 'insufficient scope', 'have permission'] },
    'permission-denied'],
  ['verification', { text: ['must be verified'] }, 'permission-denied', { scope: 'target' }],
  ['account-closed', { code: ['organization_restricted', 'account_disabled', 'access_terminated'] },
    'permission-denied'],
  ['account-closed', { text: ['has been restricted', 'been disabled', 'been denied access', 'violation of', 'banned',
    'not allowed for this organization', 'member of an organization', 'only authorized for use'] },
    'permission-denied'],
  ['privacy-setting', { text: ['data policy'] }, 'permission-denied', { scope: 'target' }],
  ['model-not-granted', { status: [401, 403], text: ['access to the model', 'access to model', 'model … access',
    'model … permission', 'model … not allowed', 'use this model'] }, 'permission-denied', { scope: 'target' }],
]

// biome-ignore format: a table is read by its lines
const credential: readonly Row[] = [
  ['credential', { code: ['invalid_api_key', 'invalid_authentication_error', 'authentication_error',
    'UNAUTHENTICATED', 'invalid_token', 'token_expired', 'token_revoked', 'account_deactivated', 'invalid_grant',
    '*bad-credentials'] }, 'auth-invalid'],
  ['credential', { text: ['invalid api key', 'incorrect api key', 'api key not', 'api key … invalid',
    'api key … expired', 'api key … leaked', 'api key … revoked', 'token … expired', 'token … revoked',
    'token … invalidated', 'access token could not', 'invalid x-api-key', 'auth credentials',
    'invalid authentication', 'authentication fail', 'invalid credentials', 'missing api key'] }, 'auth-invalid'],
  ['credential', { status: [401, 403], text: ['unauthorized', 'authorization failed', 'not authenticated',
    'authentication required', 'invalid token', 'user not found'] }, 'auth-invalid'],
]

// biome-ignore format: a table is read by its lines
const unsupported: readonly Row[] = [
  ['parameter', { status: [400, 422, 0], code: ['unsupported_parameter', 'unsupported_value',
    'missing_required_parameter'] }, 'invalid-request'],
  ['stored-item', { code: ['previous_response_not_found'] }, 'invalid-request'],
  ['stored-item', { text: ['items are not persisted'] }, 'invalid-request'],
  ['route', { text: ['invalid url (', 'unknown url', 'unknown request url', 'route not found', 'page not found',
    'method not allowed', 'cannot post', 'only supported in v1', 'supported on /', 'not a chat model',
    'in v1/responses'] }, 'model-unsupported', thisRequest],
  ['capability', { text: ['does not support', "doesn't support", 'not support tool', 'no endpoints found that'] },
    'model-unsupported', thisRequest],
  ['model-for-account', { status: [400, 404, 410, 422, 0], text: [...modelGone, 'model … not supported'],
    and: onlyForUs }, 'model-unsupported', goneHere],
  ['model', { status: [400, 404, 410, 422, 0], text: modelGone }, 'model-unsupported', goneForAll],
  ['model-here', { status: [400, 404, 410, 422, 0], text: ['model … not supported', "model … isn't supported",
    'unsupported model', 'for account'] }, 'model-unsupported', goneHere],
  ['model-here', { status: ['4xx', 0], code: ['model_not_found', 'model_not_supported', 'model_not_available',
    'model_decommissioned', 'unsupported_model', 'invalid_model', 'DeploymentNotFound'] }, 'model-unsupported',
    goneHere],
]

// biome-ignore format: a table is read by its lines
const traffic: readonly Row[] = [
  ['overloaded', { code: ['overloaded_error', 'server_is_overloaded', 'engine_overloaded_error', 'slow_down',
    'capacity_exceeded', 'service_tier_capacity_exceeded', 'ServiceUnavailableException', 'ModelNotReadyException'] },
    'overloaded'],
  ['overloaded', { text: ['overload', 'at capacity', 'over capacity', 'no capacity', 'capacity exceeded',
    'high demand', 'is busy', 'are busy', 'too busy', 'temporarily unavailable', 'currently unavailable',
    'try a different model', 'heavy load', 'high load', '访问量过大', '繁忙', '饱和', '无可用渠道'] }, 'overloaded'],
  // The window tells a rate from a quota, and a wait of less than an hour that the window rolls.
  ['rate-of-short-window', { status: [429, 0], text: shortWindows }, 'rate-limited'],
  ['rate-of-rolling-window', { status: [429, 0], text: longWindows, wait: ['short'] }, 'rate-limited'],
  ['quota-of-long-window', { status: [429, 0], text: longWindows }, 'quota-exhausted'],
  ['quota-by-long-wait', { status: [429, 0], wait: ['long'] }, 'quota-exhausted'],
  ['rate', { code: ['rate_limit_exceeded', 'rate_limit_error', 'rate_limit_reached_error', 'rate_limited',
    'RateLimitReached', 'too_many_requests', '*throttl*'] }, 'rate-limited'],
  ['rate', { text: ['rate limit', 'rate_limit', 'rate-limit', 'too many requests', 'throttl', '速率', '频率', '并发'] },
    'rate-limited'],
]

/**
 * What replies of any vendor mean by what they say, whatever their status: after the vendor's own table, before the
 * bare statuses. The order is the argument: a more exact meaning stands before a vaguer one that its words contain.
 */
export const meanings: Table = {
  name: 'meaning',
  // biome-ignore format: a table is read by its lines
  rows: [
    ...machinesInBetween,
    ['payment', { status: [402] }, 'quota-exhausted'],
    ['region', { code: ['unsupported_country_region_territory'] }, 'permission-denied', { scope: 'provider' }],
    ['region', { text: ['location is not supported', 'country, region', 'in your region', 'in your country',
      'region … not supported', 'country … not supported'] }, 'permission-denied', { scope: 'provider' }],
    ...content,
    ...size,
    ...payment,
    ...permission,
    ...credential,
    ...unsupported,
    ...traffic,
  ],
}
