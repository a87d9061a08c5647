import { grouped } from './grouped.js'
import type { Score } from './score-row.js'

/** How many of how many. */
export interface Share {
  readonly right: number
  readonly of: number
}

/** What is measured over all cases. */
export interface Accuracy {
  readonly class: Share
  readonly classLenient: Share
  readonly scope: Share
  readonly scopeLenient: Share
  readonly retryTime: Share
  readonly failover: Share
}

/** Counts what came out right. */
export function accuracyOf(scores: readonly Score[]): Accuracy {
  const share = (right: (score: Score) => boolean | undefined): Share => {
    const answers = scores.map(right).filter((answer) => answer !== undefined)
    return { right: answers.filter(Boolean).length, of: answers.length }
  }
  return {
    class: share(({ right }) => right.class),
    classLenient: share(({ right }) => right.classLenient),
    scope: share(({ right }) => right.scope),
    scopeLenient: share(({ right }) => right.scopeLenient),
    retryTime: share(({ right }) => right.retryTime),
    failover: share(({ right }) => right.failover),
  }
}

/** What is asked of each case besides: the answer in words, and whether it is right; absent where nothing is. */
const aspects: readonly {
  readonly name: string
  readonly answer: (answer: Score['got']) => string
  readonly right: (score: Score) => boolean | undefined
}[] = [
  { name: 'class', answer: (answer) => answer.class, right: ({ right }) => right.class },
  { name: 'scope', answer: (answer) => answer.scope, right: ({ right }) => right.scope },
  {
    name: 'fail-over',
    answer: ({ failover }) => (failover ? 'goes on' : 'stops'),
    right: ({ right }) => right.failover,
  },
  {
    name: 'retry time',
    answer: ({ retryAfterMs }) => (retryAfterMs === null ? 'none' : 'stated'),
    right: ({ right }) => right.retryTime,
  },
]

/** The accuracy for people to read: overall, then for each aspect by what is wanted and what is mistaken for what, worst first. */
export function summaryLines(scores: readonly Score[]): readonly string[] {
  const { class: strict, classLenient, scope, scopeLenient, retryTime, failover } = accuracyOf(scores)
  return [
    `class       ${percent(strict)}, lenient ${percent(classLenient)}`,
    `scope       ${percent(scope)}, lenient ${percent(scopeLenient)}`,
    `fail-over   ${percent(failover)}`,
    `retry time  ${percent(retryTime)}`,
    ...aspects.flatMap(({ name, answer, right }) => {
      const asked = scores.filter((score) => right(score) !== undefined)
      const wrong = asked.filter((score) => right(score) === false)
      return [
        '',
        `${name} by what is wanted, worst first`,
        ...[...grouped(asked, ({ want }) => answer(want))]
          .map(([wanted, rows]) => ({
            wanted,
            right: rows.filter((row) => right(row) === true).length,
            of: rows.length,
          }))
          .toSorted((a, b) => a.right / a.of - b.right / b.of || b.of - a.of)
          .map((row) => `  ${row.wanted.padEnd(26)}${percent(row)}`),
        ...[...grouped(wrong, ({ want, got }) => `${answer(want)} taken for ${answer(got)}`)]
          .toSorted(([, a], [, b]) => b.length - a.length)
          .map(([confusion, rows]) => `  ${rows.length} × ${confusion}: ${rows.map(({ id }) => id).join(', ')}`),
      ]
    }),
  ]
}

/** One line that says it all. */
export function summaryLine(scores: readonly Score[], skipped: number): string {
  const { class: strict, scope, retryTime, failover } = accuracyOf(scores)
  const ok = scores.filter((score) => score.ok).length
  return `${scores.length} scored, ${ok} ok, ${skipped} skipped: class ${percent(strict)}, scope ${percent(scope)}, retry time ${percent(retryTime)}, fail-over ${percent(failover)}`
}

/** The share in percent; NaN of nothing. */
export const percentOf = ({ right, of }: Share): number => (100 * right) / of

const percent = (share: Share): string =>
  `${share.of === 0 ? '–' : percentOf(share).toFixed(1)} % (${share.right}/${share.of})`
