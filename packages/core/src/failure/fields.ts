import { isObject } from '../lib/is-object.js'
import { jsonIn } from './json-in.js'

/** What an error object says, from wherever in it vendors write such things. */
export interface Fields {
  /** Machine words: codes, types, status words, reasons, quota ids; as written. */
  readonly codes: string[]
  /** Sentences for people. */
  readonly sentences: string[]
  /** Fields that state when to come back, by name. */
  readonly times: Record<string, string | number | undefined>
  /** HTTP headers that are handed on inside the body; names lower-case. */
  readonly headers: Record<string, string>
}

const words = (text: string): readonly string[] => text.split(' ')

// Fields are looked up by name and never enumerated: neither the order of keys nor how many there are matters, and what
// a body echoes of the request (`input`, `failed_generation`, `flagged_input`) is never taken for what it says.
// biome-ignore format: a list is read by its lines
const speaking = words(
  'code type status reason error_code error_type status_code error_name limit_source quotaId quotaMetric quota_limit ' +
  'errorCode errorType __type Code Type message msg detail title status_msg error_msg error_message ' +
  'error_description errorMessage description param raw Message ' +
  'error errors details metadata violations response base_resp innererror inner_error cause fault Error')
/** Fields that say how long to stay away, in the order in which they are believed. */
export const delayFields: readonly string[] = words(
  'retry_after_ms retryDelay quotaResetDelay resets_in_seconds retry_after retry_after_seconds retryAfter',
)
/** Fields that say until when. */
export const instantFields: readonly string[] = words('quotaResetTimeStamp resets_at')
const timing = [...delayFields, ...instantFields]

const maxNodes = 64
const maxItems = 8
const maxNesting = 8
const maxCodeLength = 128

/** Reads the fields of a parsed error body: objects, strings, lists, flat and nested, and JSON inside its strings. Total. */
export function fieldsOf(json: unknown): Fields {
  const fields: Fields = { codes: [], sentences: [], times: {}, headers: {} }
  let nodes = 0

  const visit = (value: unknown, nesting: number): void => {
    if (typeof value === 'number') fields.codes.push(String(value))
    else if (typeof value === 'string') readText(value, nesting)
    else if (typeof value !== 'object' || value === null || nesting > maxNesting || ++nodes > maxNodes) return
    else if (Array.isArray(value)) for (const item of value.slice(0, maxItems)) visit(item, nesting + 1)
    else {
      const object = value as Readonly<Record<string, unknown>>
      for (const key of speaking) visit(object[key], nesting + 1)
      for (const key of timing) {
        const time = object[key]
        if (typeof time === 'number' || typeof time === 'string') fields.times[key] ??= time
      }
      const headers = object['headers']
      if (isObject(headers)) Object.assign(fields.headers, lowerCaseKeys(headers))
    }
  }

  const readText = (text: string, nesting: number): void => {
    const inner = text.includes('{') ? jsonIn(text) : undefined
    const said = inner === undefined ? text : text.slice(0, text.indexOf('{'))
    // Some codes are sentences, such as "Some resource has been exhausted".
    if (/\s/.test(said)) fields.sentences.push(said)
    else if (said !== '') fields.codes.push(said.slice(0, maxCodeLength))
    if (inner !== undefined) visit(inner, nesting + 1)
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
