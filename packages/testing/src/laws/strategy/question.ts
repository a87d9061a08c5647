import type { Candidate, Context, Preference } from '@router/core'

/** One time that a preference was asked, and what became of it. */
export interface Question {
  readonly preference: Preference
  readonly candidates: readonly Candidate[]
  readonly context: Context
  readonly answer: Answer
  /** What it did to what it was handed; absent: nothing. */
  readonly change?: string
}

/** What a preference answered: those it keeps, or what it threw, or something else that is no list. */
export type Answer =
  | { readonly type: 'kept'; readonly kept: readonly Candidate[] }
  | { readonly type: 'threw'; readonly error: unknown }
  | { readonly type: 'no-list'; readonly value: unknown }

/** Asks a preference, whatever it does. */
export function ask(preference: Preference, candidates: readonly Candidate[], context: Context): Answer {
  try {
    const kept: unknown = preference.narrow([...candidates], context)
    return Array.isArray(kept) ? { type: 'kept', kept: kept as Candidate[] } : { type: 'no-list', value: kept }
  } catch (error) {
    return { type: 'threw', error }
  }
}

/** Asks, and looks whether what was handed over is still the same afterwards. */
export function askAndCompare(preference: Preference, candidates: readonly Candidate[], context: Context): Question {
  const handed = [...candidates]
  const before = handed.map(factsOf)
  const asked = JSON.stringify(context.request)
  const answer = ask({ ...preference, narrow: (_, given) => preference.narrow(handed, given) }, candidates, context)
  const change =
    changeOf(candidates, handed, before) ??
    (JSON.stringify(context.request) === asked ? undefined : 'changed the request')
  return { preference, candidates, context, answer, ...(change === undefined ? {} : { change }) }
}

function changeOf(
  candidates: readonly Candidate[],
  handed: readonly Candidate[],
  before: readonly string[],
): string | undefined {
  if (handed.length !== candidates.length) return 'added to the list it was handed, or took from it'
  if (handed.some((candidate, index) => candidate !== candidates[index]))
    return 'reordered the list it was handed, in place'
  const index = candidates.findIndex((candidate, place) => factsOf(candidate) !== before[place])
  const changed = candidates[index]
  return changed && `changed a candidate: from ${before[index]} to ${factsOf(changed)}`
}

/** Whom an answer keeps, by id; what else it is, in words. */
export function answerText(answer: Answer): string {
  switch (answer.type) {
    case 'kept':
      return answer.kept.length === 0 ? 'keeps nobody' : `keeps ${answer.kept.map(idOf).join(', ')}`
    case 'threw':
      return `throws ${answer.error instanceof Error ? `${answer.error.name}: ${answer.error.message}` : String(answer.error)}`
    case 'no-list':
      return `returns ${String(answer.value)}, which is no list`
  }
}

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
