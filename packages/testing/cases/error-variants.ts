import type { ErrorCase } from './error-case.js'

/** Keys under which bodies carry machine words, and those under which they carry sentences. */
const codeKeys = ['code', 'type', 'status', 'reason', 'quotaId', 'quotaMetric', 'limit_source', 'error_code', '__type']
const sentenceKeys = ['message', 'detail', 'msg', 'status_msg', 'title', 'error_description', 'description', 'raw']

/** What else the same may be called. Whole words, either case; the first that fits is taken, and each place once. */
const synonyms: readonly (readonly [said: string, instead: string])[] = [
  ['too many requests', 'rate limit exceeded'],
  ['rate limit reached', 'too many requests'],
  ['does not exist', 'was not found'],
  ['not found', 'does not exist'],
  ['is not supported', 'is unsupported'],
  ["doesn't support", 'does not support'],
  ["isn't supported", 'is unsupported'],
  ["don't have", 'do not have'],
  ['exceeded', 'was exceeded'],
  ['exceeds', 'is over and exceeds'],
  ['insufficient', 'not enough'],
  ['invalid', 'incorrect'],
  ['incorrect', 'invalid'],
  ['expired', 'invalid'],
  ['overloaded', 'at capacity'],
  ['high demand', 'overload'],
  ['no capacity available', 'over capacity'],
  ['balance', 'credits'],
  ['credits', 'balance'],
  ['api key', 'API-Key'],
  ['access token', 'bearer token'],
  ['per minute', '/ min'],
  ['per min', 'per minute'],
  ['per day', 'daily'],
  ['maximum context length', 'context window'],
  ['context length', 'context size'],
  ['is too long', 'exceeds the limit'],
  ['decommissioned', 'retired'],
  ['organization', 'account'],
  ['disabled', 'restricted'],
  ['high risk', 'flagged'],
  ['content management policy', 'content filter'],
]

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** The same reply without its machine words: only the status and what it says to people. */
export function withoutCodes(errorCase: ErrorCase): ErrorCase | undefined {
  return withBody({ ...errorCase, headers: null }, (key, value) => (codeKeys.includes(key) ? null : value))
}

/** The same reply without its sentences: only the status, the headers and the machine words. */
export function withoutSentences(errorCase: ErrorCase): ErrorCase | undefined {
  const isSentence = (key: string, value: string | number): boolean =>
    sentenceKeys.includes(key) || (typeof value === 'string' && value.includes(' '))
  return withBody(errorCase, (key, value) => (isSentence(key, value) ? null : value))
}

/** The same reply in other words. */
export function reworded(errorCase: ErrorCase): ErrorCase {
  return {
    ...errorCase,
    body: errorCase.body?.replace(wordings, (said) => instead.get(said.toLowerCase()) ?? said) ?? null,
  }
}

const instead = new Map(synonyms)
const wordings = new RegExp(`\\b(?:${synonyms.map(([said]) => said).join('|')})\\b`, 'gi')

/** The case with every text and number of its JSON body changed; `undefined` where the body is no JSON object or list. */
function withBody(errorCase: ErrorCase, change: (key: string, value: string | number) => Json): ErrorCase | undefined {
  const body = parsed(errorCase.body ?? '')
  return body === undefined ? undefined : { ...errorCase, body: JSON.stringify(mapped(body, 'error', change)) }
}

function mapped(value: Json, key: string, change: (key: string, value: string | number) => Json): Json {
  if (typeof value === 'string' || typeof value === 'number') return change(key, value)
  if (value === null || typeof value === 'boolean') return value
  if (isList(value)) return value.map((item) => mapped(item, key, change))
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, mapped(inner, name, change)]))
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

function parsed(text: string): Json | undefined {
  try {
    const value = JSON.parse(text) as Json
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}
