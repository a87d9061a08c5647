import type { Candidate, Context, Preference } from '@router/core'
import { factsOf, idOf } from '../life/facts-of.js'
import type { Asked } from '../life/law-life.js'
import { thrownText } from '../life/thrown.js'

/** One time that a preference was asked, and what became of it. */
export interface Question extends Asked {
  readonly preference: Preference
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
  const { name } = preference
  return {
    name,
    what: 'to narrow',
    preference,
    candidates,
    context,
    answer,
    ...(change === undefined ? {} : { change }),
  }
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
      return `throws ${thrownText(answer.error)}`
    case 'no-list':
      return `returns ${String(answer.value)}, which is no list`
  }
}
