import { matches } from './matches.js'
import type { Answers, Played, Row, Schema } from './row.js'
import { Unmapped, unmapped } from './unmapped.js'

/**
 * Plays a row from its scene to its last operation and compares, each time, what is got with what is wanted. A row that
 * throws has failed: nothing in a case makes the core throw, unless one of the two is wrong.
 */
export function playRow(row: Row, schema: Schema): Played {
  const { id, theme } = row
  try {
    return { id, theme, ...outcomeOf(row, schema) }
  } catch (error) {
    if (error instanceof Unmapped) return { id, theme, skipped: error.message }
    return { id, theme, ok: false, got: String(error), want: row.then }
  }
}

function outcomeOf(row: Row, schema: Schema): { readonly ok: boolean; readonly got: unknown; readonly want: unknown } {
  const play = schema.start(row)
  const pairs = row.when.map((operation, index) => {
    const answers = play(operation, index)
    const want = schema.wanted(row, index) ?? {}
    return { want, got: answered(operation.op, answers, want) }
  })
  const wrong = pairs.findIndex(({ got, want }) => !matches(got, want))
  const told = wrong < 0 ? pairs : pairs.slice(wrong, wrong + 1)
  return { ok: wrong < 0, got: told.map(({ got }) => got), want: told.map(({ want }) => want) }
}

function answered(op: string, answers: Answers, want: Readonly<Record<string, unknown>>): unknown {
  return Object.fromEntries(
    Object.entries(want).map(([key, value]) => {
      const answer = Object.hasOwn(answers, key) ? answers[key] : undefined
      return [key, answer === undefined ? unmapped(`result ${key} of ${op}`) : answer(value)]
    }),
  )
}
