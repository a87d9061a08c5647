import type { Candidate } from '@router/core'

/** The id of a candidate, whatever was returned in its place. */
export function idOf(candidate: unknown): string {
  const { target } = (candidate ?? {}) as { target?: { id?: unknown } }
  return typeof target?.id === 'string' ? target.id : String(candidate)
}

/** Everything that may be read of a candidate, as text: its own fields, and those that are looked up when they are read. */
export function factsOf(candidate: Candidate): string {
  const facts = readable(candidate).flatMap((key) => factText(key, Reflect.get(candidate, key)))
  return [idOf(candidate), ...facts].join('  ')
}

/** What is said by its absence. */
const unsaid: ReadonlySet<string> = new Set([
  'weight 1',
  'inFlight 0',
  'credentialInFlight 0',
  'lastPick 0',
  'dueAt 0',
  'labels {}',
])

/** What matters to nobody, or stands there already. */
const hidden: ReadonlySet<string> = new Set(['constructor', 'target', 'order', 'hash', 'hashes'])
const records: ReadonlySet<string> = new Set(['labels', 'cooling', 'suspension'])

function readable(candidate: Candidate): readonly string[] {
  const all = new Set<string>()
  for (let at: object | null = candidate; at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at))
    for (const key of Object.getOwnPropertyNames(at)) if (!hidden.has(key)) all.add(key)
  return [...all].sort()
}

function factText(key: string, value: unknown): readonly string[] {
  if (value === undefined || typeof value === 'function') return []
  if (typeof value === 'object' && !records.has(key)) return []
  const text = `${key} ${JSON.stringify(value)}`
  return unsaid.has(text) ? [] : [text]
}
