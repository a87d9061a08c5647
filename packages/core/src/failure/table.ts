import type { Reply } from '../words/reply.js'
import type { Scope } from '../words/scope.js'
import { hours, type Instant } from '../words/time.js'
import { defaultScopes } from './default-scopes.js'
import type { Effect } from './effect.js'
import type { Failure, Rule } from './failure.js'
import type { FailureClass } from './failure-class.js'
import { literalFinder } from './literal-finder.js'
import { fold, type Headers, type Reading, readReply } from './reading.js'
import { retryAfterMs } from './retry-hint/retry-after.js'

/** What a row asks of a reply: everything stated must hold, and of each list one entry. */
export interface When {
  /** What came back; a row that does not say so is about responses and stream events. */
  readonly reply?: readonly Reply['type'][]
  /** The phase of a timeout, `reused` of a network error. */
  readonly kind?: readonly string[]
  /** Exact, or with `x` for any digit: `'52x'`. 0: an error inside a success that names no status. */
  readonly status?: readonly (number | `${number}x` | `${number}xx`)[]
  /** A machine word of the reply, compared by letters and digits alone; `*` at an end stands for anything: `'*PerDay*'`. */
  readonly code?: readonly string[]
  /** `name: value`, or only `name` for any value. */
  readonly header?: readonly string[]
  /** Lower-case literals in what the reply says; `'model … not found'`: the second within 64 characters of the first. */
  readonly text?: readonly string[]
  /** Literals of which one is needed besides. */
  readonly and?: readonly string[]
  /** Literals of which none may be there. */
  readonly unless?: readonly string[]
  /** The stated retry time: none, under one hour, or longer. */
  readonly wait?: readonly ('none' | 'short' | 'long')[]
  /** A page for browsers. */
  readonly html?: true
  /** Nothing is said at all. */
  readonly silent?: true
}

/** What a row adds to its class: whom the reply names, and what follows where the class alone does not decide. */
export interface Judgement {
  readonly scope?: Scope
  readonly effect?: Partial<Effect>
}

/** One line of a table: its name, what it asks, the class, and what it adds to the class. */
export type Row = readonly [name: string, when: When, failureClass: FailureClass, judgement?: Judgement]

/** How one vendor says what is wrong. The first row that matches judges (rule 13). */
export interface Table {
  readonly name: string
  readonly rows: readonly Row[]
  /** Whom this vendor means when a reply names nobody, where that differs from the default of the class (rule 15). */
  readonly scopes?: Partial<Readonly<Record<FailureClass, Scope>>>
  /** Literals that say the failure is that of somebody behind this vendor: then all its credentials share it, and the model is blamed. */
  readonly relays?: readonly string[]
}

/** A rule that judges by one table alone and leaves what no row matches, and every success, to the next rule. */
export function tableRule(table: Table): Rule {
  return (reply, { now }) => {
    const reading = readReply(reply)
    return reading.error ? judge([table], reading, now) : undefined
  }
}

/**
 * Judges an error by the first matching row of the first table that has one. The first table is the vendor's own: its
 * scopes and relays hold for whatever row judges.
 */
export function judge(tables: readonly Table[], reading: Reading, now: Instant): Failure | undefined {
  const statedMs = retryAfterMs(reading, now)
  for (const table of tables) {
    let found: ReadonlySet<string> | undefined
    const isFound = (literal: string): boolean => {
      found ??= finderOf(table)(reading.text)
      return found.has(literal)
    }
    const row = table.rows.find(([, when]) => matches(when, reading, isFound, statedMs))
    if (row !== undefined) return failureOf(tables[0] ?? table, table, row, reading, statedMs)
  }
  return undefined
}

function failureOf(
  vendor: Table,
  table: Table,
  [name, , failureClass, judgement]: Row,
  reading: Reading,
  statedMs: number | undefined,
): Failure {
  const own = judgement?.scope ?? vendor.scopes?.[failureClass] ?? defaultScopes[failureClass]
  const relayed = own !== 'request' && vendor.relays?.some((literal) => reading.text.includes(literal)) === true
  return {
    class: failureClass,
    scope: relayed ? 'model' : own,
    ...(statedMs === undefined ? {} : { retryAfterMs: statedMs }),
    rule: `${table.name}: ${name}`,
    ...(judgement?.effect === undefined ? {} : { effect: judgement.effect }),
  }
}

const aboutHttp: readonly Reply['type'][] = ['response', 'stream-event']

function matches(
  when: When,
  reading: Reading,
  isFound: (literal: string) => boolean,
  statedMs: number | undefined,
): boolean {
  const { reply = aboutHttp, kind, status, code, header, text, and, unless, wait, html, silent } = when
  return (
    reply.includes(reading.type) &&
    (status === undefined || status.some((pattern) => isStatus(reading.status, pattern))) &&
    (kind === undefined || kind.includes(reading.kind ?? '')) &&
    (html === undefined || reading.html) &&
    (silent === undefined || reading.text.trim() === '') &&
    (text === undefined || text.some(isFound)) &&
    (and === undefined || and.some(isFound)) &&
    (unless === undefined || !unless.some(isFound)) &&
    (code === undefined || code.some((word) => reading.words.includes(asWord(word)))) &&
    (header === undefined || header.some((line) => hasHeader(reading.headers, line))) &&
    (wait === undefined || wait.includes(statedMs === undefined ? 'none' : statedMs < hours(1) ? 'short' : 'long'))
  )
}

const isStatus = (status: number, pattern: number | string): boolean =>
  typeof pattern === 'number'
    ? status === pattern
    : String(status).startsWith(pattern.replaceAll('x', '')) && status >= 100

const asWord = (code: string): string =>
  `${code.startsWith('*') ? '' : ' '}${fold(code)}${code.endsWith('*') ? '' : ' '}`

function hasHeader(headers: Headers, line: string): boolean {
  const [name = '', value] = line.split(': ')
  return value === undefined ? headers[name] !== undefined : headers[name]?.toLowerCase() === value
}

const finders = new WeakMap<Table, ReturnType<typeof literalFinder>>()

/** Compiled at the first failure that needs it, once. */
function finderOf(table: Table): ReturnType<typeof literalFinder> {
  const known = finders.get(table)
  if (known !== undefined) return known
  const finder = literalFinder(
    table.rows.flatMap(([, { text = [], and = [], unless = [] }]) => [...text, ...and, ...unless]),
  )
  finders.set(table, finder)
  return finder
}
