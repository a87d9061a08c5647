import { isObject } from '../lib/is-object.js'
import { jsonIn } from './json-in.js'

/** Machine words are compared by their letters and digits alone: `InsufficientQuota` is `insufficient_quota`. */
export function fold(code: string): string {
  return code.toLowerCase().replace(/[^a-z0-9]/g, '')
}

/** What an error object says, from wherever in it vendors write such things. */
export interface Fields {
  /** Machine words: codes, types, status words, reasons, quota ids; as written. */
  readonly codes: string[]
  /** Sentences for people. */
  readonly sentences: string[]
  /** Fields that may state when to come back, by name, folded by {@link fold}. */
  readonly times: Record<string, string | number | undefined>
  /** HTTP headers that are handed on inside the body; names lower-case. */
  readonly headers: Record<string, string>
}

/**
 * Names of fields that say what is wrong, or hold one that does. What a body echoes of the request (`input`,
 * `failed_generation`, `flagged_input`) is never taken for what it says.
 */
const speaking =
  /^(?:quota\w*|\w*(?:code|type|status|reason|source|message|msg|details?|title|description|param|raw|errors?|metadata|violations|response|resp|cause|fault))$/i

/** Fields that say how long to stay away, folded, in the order in which they are believed. */
export const delayFields: readonly string[] =
  'retryafterms retrydelay quotaresetdelay resetsinseconds retryafterseconds retryafter'.split(' ')
/** Fields that say until when. */
export const instantFields: readonly string[] = ['quotaresettimestamp', 'resetsat']

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
      for (const key of Object.keys(object).toSorted()) {
        const stated = object[key]
        if (speaking.test(key)) visit(stated, nesting + 1)
        // Google spells durations out, too; what is below a second in them is left out.
        const time = isObject(stated) ? stated['seconds'] : stated
        if (/retry|reset/i.test(key) && (typeof time === 'number' || typeof time === 'string'))
          fields.times[fold(key)] ??= time
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
    visit(inner, nesting + 1)
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
