import type { Exclusion, Explanation, Instant, RouterEvent } from '@router/core'
import { untilOf } from './spoken.js'
import type { Cell } from './table.js'

/** What targets were asked and what they answered, by target. */
export type Tally = ReadonlyMap<string, { readonly asked: number; readonly answered: number }>

/** The tally after these events, too. */
export function counted(tally: Tally, events: readonly RouterEvent[]): Tally {
  const sums = new Map(tally)
  for (const event of events) {
    if (event.type !== 'attempt-started' && event.type !== 'attempt-succeeded') continue
    const { asked, answered } = sums.get(event.target) ?? { asked: 0, answered: 0 }
    const isStart = event.type === 'attempt-started'
    sums.set(event.target, isStart ? { asked: asked + 1, answered } : { asked, answered: answered + 1 })
  }
  return sums
}

/** A line for each target that an explanation looked at: its share of the answers, and until when it is out of use. */
export function shareRows(tally: Tally, { tiers, at }: Explanation): readonly (readonly Cell[])[] {
  const total = [...tally.values()].reduce((sum, { answered }) => sum + answered, 0)
  const rows = tiers.flatMap(({ candidates }) =>
    candidates.map((candidate) => {
      const { asked, answered } = tally.get(candidate.target) ?? { asked: 0, answered: 0 }
      const share = total === 0 ? 0 : Math.round((answered / total) * 100)
      return [
        { text: candidate.target },
        right(String(asked)),
        right(String(answered)),
        right(`${share} %`),
        ...(candidate.eligible ? [] : stateOf(candidate.exclusion, at)),
      ]
    }),
  )
  return [
    [
      { text: 'target' },
      right('asked'),
      right('answered'),
      right('share'),
      { text: 'out of use' },
      { text: 'because' },
    ],
    ...rows,
  ]
}

function stateOf(exclusion: Exclusion, at: Instant): readonly Cell[] {
  if (exclusion.type !== 'cooling') return [{ text: exclusion.type }]
  return [{ text: untilOf(exclusion.until, at) }, { text: `${exclusion.class}, ${exclusion.key}` }]
}

const right = (text: string): Cell => ({ text, align: 'right' })
