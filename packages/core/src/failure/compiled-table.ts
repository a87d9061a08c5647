import { madeOnce } from '../lib/made-once.js'
import type { Scope } from '../words/scope.js'
import { hours } from '../words/time.js'
import type { Effect } from './effect.js'
import type { FailureClass } from './failure-class.js'
import { fold } from './fields.js'
import { phraseFinder } from './phrase-finder.js'
import type { Reading } from './reading.js'
import type { SpecialEffect, Table } from './table.js'

/** What is known of a reply when its rows are looked through. */
export interface Seen {
  readonly reading: Reading
  /** As which words a pattern of the table was found. */
  readonly phrase: (pattern: string) => string | undefined
  /** How long the stated retry time is: `none`, `short` or `long`. */
  readonly wait: string
}

/** A table as it is asked. */
export interface CompiledTable {
  readonly name: string
  readonly find: (words: Uint16Array) => ReadonlyMap<string, string>
  readonly rows: readonly CompiledRow[]
}

interface CompiledRow {
  readonly conditions: readonly Condition[]
  readonly failureClass: FailureClass
  readonly scope?: Scope
  readonly effect?: Partial<Effect>
}

/** What of a reply fulfils it, for logs; `undefined`: nothing does. */
type Condition = (seen: Seen) => string | undefined

const effects: Readonly<Record<string, Partial<Effect>>> & Readonly<Record<SpecialEffect, Partial<Effect>>> = {
  gone: { cooldown: { firstMs: hours(12), factor: 1, capMs: hours(12) } },
  elsewhere: { next: 'failover' },
  again: { sameTargetRetries: 1 },
}

/** Compiled at the first failure that needs it. */
export const compiledTable: (table: Table) => CompiledTable = madeOnce((table) => {
  const patterns = new Set(table.relays === undefined ? [] : [table.relays])
  const rows = table.rows.map((row) => compiledRow(row, patterns))
  return { name: table.name.split('|', 1).join(), find: phraseFinder([...patterns]), rows }
})

function compiledRow(row: readonly string[], patterns: Set<string>): CompiledRow {
  const [failureClass, scope, effect = ''] = String(row.at(-1)).split(' ') as [FailureClass, Scope?, string?]
  return {
    conditions: row.slice(0, -1).map((written) => conditionOf(written, patterns)),
    failureClass,
    ...(scope && { scope }),
    ...(effects[effect] && { effect: effects[effect] }),
  }
}

function conditionOf(written: string, patterns: Set<string>): Condition {
  const options = written.slice(1).split('|')
  switch (written[0]) {
    case '!': {
      const condition = conditionOf(written.slice(1), patterns)
      return (seen) => (condition(seen) === undefined ? '' : undefined)
    }
    case '#': {
      const folded = options.map(fold)
      return ({ reading: { codes } }) => options[folded.findIndex((code) => codes.has(code))]
    }
    case '@':
      return ({ wait }) => (options.includes(wait) ? `${wait} wait` : undefined)
    default:
      if (/^[\d|-]+$/.test(written)) return statusCondition(written)
      patterns.add(written)
      return ({ phrase }) => phrase(written)
  }
}

function statusCondition(written: string): Condition {
  const ranges = written.split('|').map((range) => range.split('-').map(Number))
  return ({ reading: { status } }) =>
    ranges.some((range) => status >= Number(range[0]) && status <= Number(range.at(-1))) ? `${status}` : undefined
}
