import { isObject } from '../lib/is-object.js'
import { jsonIn } from './json-in.js'

/** What an error object says, from wherever in it vendors write such things. */
export interface Fields {
  /** Machine words: codes, types, status words, reasons, quota ids; as written. */
  readonly codes: string[]
  /** Sentences for people. */
  readonly messages: string[]
  /** Fields that state when to come back, by name. */
  readonly times: Record<string, string | number | undefined>
  /** HTTP headers that are handed on inside the body; names lower-case. */
  readonly headers: Record<string, string>
}

// Fields are looked up by name and never enumerated: neither the order of keys nor how many there are matters, and what
// a body echoes of the request (`input`, `failed_generation`, `flagged_input`) is never taken for what it says.
const codeKeys = [
  'code',
  'type',
  'status',
  'reason',
  'error_code',
  'error_type',
  'status_code',
  'error_name',
  'limit_source',
  'quotaId',
  'quotaMetric',
  'errorCode',
  'errorType',
  '__type',
  'Code',
  'Type',
]
const messageKeys = [
  'message',
  'msg',
  'detail',
  'title',
  'status_msg',
  'error_msg',
  'error_message',
  'error_description',
  'errorMessage',
  'description',
  'param',
  'raw',
  'Message',
]
const timeKeys = [
  'retryDelay',
  'quotaResetDelay',
  'resets_in_seconds',
  'retry_after',
  'retry_after_seconds',
  'retry_after_ms',
  'retryAfter',
  'quotaResetTimeStamp',
  'resets_at',
]
const branches = [
  'error',
  'errors',
  'detail',
  'details',
  'message',
  'metadata',
  'violations',
  'response',
  'base_resp',
  'innererror',
  'cause',
  'fault',
  'Error',
]

const maxNodes = 64
const maxItems = 8
const maxNesting = 8
const maxCodeLength = 128

/** Reads the fields of a parsed error body: objects, strings, lists, flat and nested, and JSON inside its strings. Total. */
export function fieldsOf(json: unknown): Fields {
  const fields: Fields = { codes: [], messages: [], times: {}, headers: {} }
  let nodes = 0

  const visit = (value: unknown, nesting: number): void => {
    if (nesting > maxNesting || ++nodes > maxNodes) return
    if (typeof value === 'string') readSentence(value, nesting)
    else if (Array.isArray(value)) for (const item of value.slice(0, maxItems)) visit(item, nesting + 1)
    else if (isObject(value)) readObject(value, nesting)
  }

  const readSentence = (sentence: string, nesting: number): void => {
    fields.messages.push(sentence)
    if (sentence.includes('{')) visit(jsonIn(sentence), nesting + 2)
  }

  const readObject = (object: Readonly<Record<string, unknown>>, nesting: number): void => {
    for (const key of codeKeys) {
      const value = object[key]
      if (typeof value === 'number') fields.codes.push(String(value))
      else if (typeof value === 'string') {
        // Some codes are sentences, such as "Some resource has been exhausted".
        if (value.includes(' ')) fields.messages.push(value)
        else fields.codes.push(value.slice(0, maxCodeLength))
      }
    }
    for (const key of messageKeys) {
      const value = object[key]
      if (typeof value === 'string') readSentence(value, nesting)
    }
    for (const key of timeKeys) {
      const value = object[key]
      if (typeof value === 'number' || typeof value === 'string') fields.times[key] ??= value
    }
    const headers = object['headers']
    if (isObject(headers)) Object.assign(fields.headers, lowerCaseKeys(headers))
    for (const key of branches) {
      const value = object[key]
      if (isObject(value) || Array.isArray(value) || (typeof value === 'string' && !messageKeys.includes(key)))
        visit(value, nesting + 1)
    }
  }

  visit(json, 0)
  return fields
}

const maxHeaders = 256

/** Headers with lower-case names; values that are no text are dropped, and so is whatever follows the 256th. */
export function lowerCaseKeys(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  const lowered: Record<string, string> = {}
  for (const name of Object.keys(headers).slice(0, maxHeaders)) {
    const value = headers[name]
    if (typeof value === 'string' || typeof value === 'number') lowered[name.toLowerCase()] = String(value).trim()
  }
  return lowered
}
