import type { Writable } from 'type-fest'
import { hours, type Instant } from '../words/time.js'
import { type CompiledTable, compiledTable, type Seen } from './compiled-table.js'
import type { Failure, Rule } from './failure.js'
import { defaultScopes } from './failure-class.js'
import { type Reading, readReply } from './reading.js'
import { retryAfterMs } from './retry-hint/retry-after.js'
import type { Table } from './table.js'

/**
 * Judges an error by the first matching row of the first table that has one. The first table is the vendor's own: its
 * scopes and relays hold for whatever row judges. What the row found is what the failure's `rule` says.
 */
export function judge(
  tables: readonly [vendor: Table, ...Table[]],
  reading: Reading,
  now: Instant,
): Failure | undefined {
  const [{ relays, scopes = {} }] = tables
  const statedMs = retryAfterMs(reading, now)
  const wait = statedMs === undefined ? 'none' : statedMs < hours(1) ? 'short' : 'long'
  let relayed = false
  for (const table of tables) {
    const { find, name, rows } = compiledTable(table)
    let found: ReadonlyMap<string, string> | undefined
    // Most bare replies are judged by their status, and nothing has to be sought.
    const phrase = (pattern: string): string | undefined => {
      found ??= find(reading.words)
      return found.get(pattern)
    }
    relayed ||= relays !== undefined && phrase(relays) !== undefined
    const seen = { reading, phrase, wait }
    for (const row of rows) {
      const evidence = evidenceFor(row, seen)
      if (evidence === undefined) continue
      const { failureClass, scope = scopes[failureClass] ?? defaultScopes[failureClass], effect } = row
      const failure: Writable<Failure> = {
        class: failureClass,
        scope: relayed && scope !== 'request' ? 'model' : scope,
        rule: `${name}:${evidence}`,
      }
      if (statedMs !== undefined) failure.retryAfterMs = statedMs
      if (effect !== undefined) failure.effect = effect
      return failure
    }
  }
  return undefined
}

/** What of a reply fulfils all conditions of a row; `undefined`: one of them is not. */
function evidenceFor({ conditions }: CompiledTable['rows'][number], seen: Seen): string | undefined {
  let all = ''
  for (const condition of conditions) {
    const found = condition(seen)
    if (found === undefined) return undefined
    if (found !== '') all += ` ${found.trim()}`
  }
  return all
}

/**
 * A rule that judges by one table alone the replies of the vendor or provider of its name, and leaves what no row
 * matches, and every success, to the next rule. This is how a vendor is added without touching the core.
 *
 * @example
 * ```ts
 * import { classify, definePolicy, tableRule } from '@router/core'
 * const acme = tableRule({ name: 'acme', rows: [['429', 'slot ~ taken', 'rate-limited credential']] })
 * const policy = definePolicy({ providers: { acme: { models: ['m'] } } }, { rules: { acme } })
 * const [target] = policy.targets.values()
 * const reply = { type: 'response', status: 429, headers: {}, body: 'every slot is taken' } as const
 * console.log(classify(policy, reply, { target: target!, now: 0 })?.rule) // → acme: 429 slot … taken
 * ```
 */
export function tableRule(table: Table): Rule {
  const names: readonly string[] = table.name.split('|')
  return (reply, { target, now, operation }) => {
    if (!names.includes(target.vendor) && !names.includes(target.provider)) return undefined
    const reading = readReply(reply, operation)
    return reading && judge([table], reading, now)
  }
}
