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

/** The accuracy for people to read: overall, for each class, and what is mistaken for what, worst first. */
export function summaryLines(scores: readonly Score[]): readonly string[] {
  const { class: strict, classLenient, scope, scopeLenient, retryTime, failover } = accuracyOf(scores)
  return [
    `class       ${percent(strict)}, lenient ${percent(classLenient)}`,
    `scope       ${percent(scope)}, lenient ${percent(scopeLenient)}`,
    `retry time  ${percent(retryTime)}`,
    `fail-over   ${percent(failover)}`,
    '',
    ...perClass(scores),
    '',
    ...confusions(scores),
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

function perClass(scores: readonly Score[]): readonly string[] {
  return [...grouped(scores, ({ want }) => want.class)]
    .map(([name, rows]) => ({ name, right: rows.filter(({ right }) => right.class).length, of: rows.length }))
    .sort((a, b) => a.right / a.of - b.right / b.of || b.of - a.of)
    .map((row) => `${row.name.padEnd(26)}${percent(row)}`)
}

function confusions(scores: readonly Score[]): readonly string[] {
  const wrong = scores.filter(({ right }) => !right.class)
  return [...grouped(wrong, ({ want, got }) => `${want.class} taken for ${got.class}`)]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([confusion, rows]) => `${rows.length} × ${confusion}: ${rows.map(({ id }) => id).join(', ')}`)
}
