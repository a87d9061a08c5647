import { failureClasses } from '../failure/failure-class.js'
import { type Check, flag, list, number, object, oneOf, text } from '../lib/check.js'
import { hashOf } from '../lib/hash.js'
import { isObject } from '../lib/is-object.js'
import type { Issue } from '../lib/issue.js'
import { parsed } from '../lib/parsed.js'
import { emptyMap, entriesOf, valueAt, withValue } from '../lib/persistent-map.js'
import { evidences } from '../words/evidence.js'
import type { Instant } from '../words/time.js'
import { type Fact, maxLevel } from './fact.js'
import { emptyHealth, type Health, withNews } from './health.js'
import { nothingHeld } from './held.js'
import { joinProofs, type Proofs, proofOf, type Rung, rungs } from './proofs.js'

/** Health as plain JSON: what processes tell one another and what is worth keeping over a restart. Sorted by scope name. */
export interface HealthJson {
  readonly version: 1
  readonly entries: readonly (readonly [scope: string, ScopeHealthJson])[]
  /** A hash of the entries: JSON that was damaged is noticed, rather than taken for other health. */
  readonly check: number
}

/** What is known of one scope. */
export interface ScopeHealthJson {
  readonly facts?: readonly Fact[]
  /** The latest clear of each rung of evidence, by when that success started. */
  readonly clears?: Readonly<Partial<Record<Rung, Instant>>>
  readonly suspendedAt?: number
  readonly reason?: string
  readonly resumedAt?: number
}

/**
 * Health to JSON; equal health gives equal text.
 *
 * @example
 * ```ts
 * import { emptySnapshot, healthOf, toJson } from '@router/core'
 * const { version, entries } = toJson(healthOf(emptySnapshot))
 * console.log(version, entries.length) // → 1 0
 * ```
 */
export function toJson(health: Health): HealthJson {
  let scopes = emptyMap<ScopeHealthJson>()
  for (const [key, proofs] of entriesOf(health.proofs)) scopes = withValue(scopes, key, { clears: clearsOf(proofs) })
  for (const [key, held] of entriesOf(health.held)) {
    const facts = held.facts.length === 0 ? {} : { facts: held.facts.map((fact) => inOrder(fact, factFields)) }
    scopes = withValue(scopes, key, { ...facts, ...valueAt(scopes, key), ...inOrder(held, suspensionFields) })
  }
  const entries = entriesOf(scopes)
  return { version, entries, check: hashOf(JSON.stringify(entries)) }
}

/**
 * JSON, or its text, to health. Total: whatever is handed in, it is the health that was written or an issue, with the
 * path of the first thing wrong. What is damaged or from a newer version is refused as a whole.
 *
 * @example
 * ```ts
 * import { emptySnapshot, fromJson, healthOf, toJson } from '@router/core'
 * const kept = JSON.stringify(toJson(healthOf(emptySnapshot)))
 * console.log('health' in fromJson(kept)) // → true
 * const read = fromJson(kept.replace('1', '2'))
 * if ('issue' in read) console.log(read.issue.path, read.issue.message) // → version must be a number from 1 to 1, is 2
 * ```
 */
export function fromJson(value: unknown): { readonly health: Health } | { readonly issue: Issue } {
  const json = typeof value === 'string' ? (parsed(value) ?? value) : value
  // The version first: what follows another one is anybody's guess.
  const [issue] = [...(isObject(json) ? current(json['version'], 'version') : []), ...shape(json, '')]
  if (issue !== undefined) return { issue }
  const { entries, check } = json as HealthJson
  let health = emptyHealth
  for (const [key, { facts = [], clears = {}, ...suspension }] of entries) {
    const proofs = rungs.map((rung) => proofOf(rung, clears[rung] ?? Number.NEGATIVE_INFINITY)).reduce(joinProofs)
    health = withNews(health, key, { ...nothingHeld, ...suspension, facts }, proofs)
  }
  // Of what is read: so what is not as it was written, or says a thing twice, is noticed, too.
  return toJson(health).check === check ? { health } : { issue: { path: 'check', message: 'does not fit the entries' } }
}

const version = 1
const factFields = ['class', 'failedAt', 'until', 'level', 'needs', 'firm', 'probe', 'hintedUntil'] as const
const suspensionFields = ['suspendedAt', 'reason', 'resumedAt'] as const

const instant = number({ min: Number.MIN_SAFE_INTEGER })
const whole = number({ whole: true })

const fact = object(
  {
    class: oneOf(...failureClasses),
    failedAt: instant,
    until: instant,
    level: number({ max: maxLevel, whole: true }),
    needs: oneOf(...evidences),
    firm: flag,
    probe: flag,
    hintedUntil: instant,
  } satisfies Record<(typeof factFields)[number], Check>,
  factFields.slice(0, -1),
)

const scope = object({
  facts: list(fact),
  clears: object(Object.fromEntries(rungs.map((rung) => [rung, instant]))),
  suspendedAt: instant,
  reason: text,
  resumedAt: instant,
} satisfies Record<keyof ScopeHealthJson, Check>)

const entry: Check = (value, path) =>
  Array.isArray(value) && value.length === 2
    ? [...text(value[0], `${path}[0]`), ...scope(value[1], `${path}[1]`)]
    : [{ path, message: 'must be a name and what is known of it' }]

const current = number({ min: version, max: version })
const shape = object({ version: current, entries: list(entry), check: whole }, ['version', 'entries', 'check'])

/** The moments that the next stronger evidence does not say already. */
function clearsOf(proofs: Proofs): NonNullable<ScopeHealthJson['clears']> {
  const said = rungs.flatMap((rung, index) => {
    const at = proofs[index]
    const isSaid = index + 1 < evidences.length && at === proofs[index + 1]
    return isSaid || at === Number.NEGATIVE_INFINITY ? [] : [[rung, at]]
  })
  return Object.fromEntries(said) as NonNullable<ScopeHealthJson['clears']>
}

/** The fields a value has of these, in this order. */
function inOrder<T extends object, K extends keyof T>(value: T, fields: readonly K[]): Pick<T, K> {
  return Object.fromEntries(fields.flatMap((key) => (value[key] === undefined ? [] : [[key, value[key]]]))) as Pick<
    T,
    K
  >
}
