import fc from 'fast-check'
import { expect, it } from 'vitest'
import { vendorTables } from '../../src/failure/vendors/index.js'
import { runs } from '../laws/runs.js'
import { judged, response } from './replies.js'

/** How vendors say that a request is malformed; NAME is what the caller called something. */
const complaints = [
  "Invalid schema for function 'NAME': In context=(), 'additionalProperties' is required to be supplied and to be false.",
  "Invalid 'tools[0].function.name': string does not match pattern. Expected a string that matches '^[a-zA-Z0-9_-]+$'.",
  "Missing required parameter: 'NAME'.",
  "Unknown parameter: 'NAME'.",
  'Unrecognized request argument supplied: NAME',
  "Invalid value: 'NAME'. Supported values are: 'auto' and 'none'.",
  "Invalid type for 'NAME': expected a string, but got an object instead.",
  "Unsupported value: 'NAME' does not support 0.2 with this model. Only the default (1) value is supported.",
  "Unsupported parameter: 'NAME' is not supported with this model.",
  "Tool choice 'NAME' was not found in the tools that were provided.",
  'Tool names must be unique, NAME is not.',
  'tools.0.NAME: Extra inputs are not permitted',
  'NAME: Field required',
  'NAME: Input should be a valid string',
  'messages.3.content.0.NAME: String should have at most 200 characters',
  'Invalid JSON payload received. Unknown name "NAME" at \'tools[0]\': Cannot find field.',
  'Function NAME has no parameters: parameters must be an object, is missing.',
  "property 'NAME' is unsupported, did you mean another?",
  'Malformed input request: #/tools/0: extraneous key [NAME] is not permitted, please reformat your input and try again.',
  'The model returned the following errors: tools.0.custom.name: NAME is invalid',
  'The model returned the following errors: `NAME` is deprecated for this model.',
  'The tool NAME is invalid: JSON schema does not match draft 2020-12',
  "'messages.0' : for 'role:NAME' the following must be satisfied[('messages.0.content' : value must be a string)]",
  'Function call NAME is missing a response: each call must be followed by one.',
  'Duplicate value for tool NAME',
  "Unrecognized key(s) in object: 'NAME'",
  "Additional properties are not allowed ('NAME' was unexpected)",
  '1 validation error for ChatCompletionRequest: NAME extra fields not permitted',
  "[{'type': 'extra_forbidden', 'loc': ('body', 'NAME'), 'msg': 'Extra inputs are not permitted'}]",
]

/** What says nothing of the caller's own. */
const plainComplaints = [
  'Unexpected token \'<\', "<html><bod"... is not valid JSON',
  'Unexpected token } in JSON at position 55',
  "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library correctly.)",
  'Failed to parse the request body as JSON: tools[0]: expected value at line 1 column 2',
  'you must provide a model parameter',
  "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
  'max_tokens is too large: 100000. This model supports at most 16384 completion tokens, whereas you provided 100000.',
  'max_tokens: 128000 > 64000, which is the maximum allowed number of output tokens for claude-sonnet-4',
  '`temperature` is deprecated for this model.',
  '`max_tokens` must be greater than `thinking.budget_tokens`. Please consult our documentation',
  'messages: roles must alternate between "user" and "assistant", but found multiple "user" roles in a row',
  'messages.1.content.0: Invalid `signature` in `thinking` block',
  'A maximum of 4 blocks with cache_control may be provided. Found 5.',
  'A conversation must start with a user message. Try again with a conversation that starts with a user message.',
  'Please use a valid role: user, model.',
  'Please ensure that function call turn comes immediately after a user turn or after a function response turn.',
  'Unable to submit request because it must have a text parameter.',
  'Request contains an invalid argument.',
  'Could not process image',
  'Invalid image: your image has an unsupported format, the model accepts png and jpeg.',
  'Expected last role User or Tool (or Assistant with prefix True) for serving but got assistant',
  'Invalid max_tokens value, the valid range of max_tokens is [1, 8192]',
  'Tool call id was x but must be a-z, A-Z, 0-9, with a length of 9.',
  '用户消息不能为空',
  'API 调用参数有误，请检查文档。',
]

/** Names whose words would mean something if the vendor said them. */
const names = fc.constantFrom(
  'get_account_balance',
  'refresh_auth_token',
  'check_quota_exceeded',
  'rate_limit',
  'model_access_denied',
  'find_api_key_not_found',
  'billing_details',
  'disable_project',
  'insufficient_credit',
  'country_not_supported',
  'service_overloaded',
  'deprecated_model',
  'x',
)
const statuses = fc.constantFrom(400, 422)
const vendors = fc.constantFrom(...vendorTables.keys(), 'nobody')

it('whatever callers call their tools and parameters, a complaint about those harms nobody', () => {
  fc.assert(
    fc.property(fc.constantFrom(...complaints), names, statuses, vendors, (complaint, name, status, vendor) => {
      const error = { message: complaint.replaceAll('NAME', name), type: 'invalid_request_error', param: name }
      expect(judged(response(status, { error }), vendor)?.scope).toBe('request')
    }),
    runs,
  )
})

it.each(plainComplaints)('“%s” stops the request and harms nobody', (message) => {
  for (const status of [400, 422])
    for (const vendor of ['openai', 'anthropic', 'gemini', 'bedrock', 'groq', 'zhipu', 'openrouter']) {
      expect(judged(response(status, { error: { message, type: 'invalid_request_error' } }), vendor)).toMatchObject({
        scope: 'request',
      })
    }
})
