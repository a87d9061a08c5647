import { classify } from '../../core/src/failure/classify.js'
import { defaultEffects } from '../../core/src/failure/effect.js'
import { effectOf } from '../../core/src/failure/effect-of.js'
import type { Target } from '../../core/src/words/target.js'
import type { ErrorCase } from './error-case.js'
import { replyOf } from './error-reply.js'
import { targetAt } from './error-target.js'

/** What is said about one reply, by the core or by its label. */
export interface Answer {
  readonly class: string
  readonly scope: string
  readonly retryAfterMs: number | null
  readonly failover: boolean
}

/** How one case came out. `ok`: class and scope are as labelled, and so is the retry time where one is. */
export interface Score {
  readonly id: string
  readonly ok: boolean
  readonly rule: string
  readonly got: Answer
  readonly want: Answer
  readonly right: {
    readonly class: boolean
    readonly classLenient: boolean
    readonly scope: boolean
    readonly scopeLenient: boolean
    /** Absent where the label states no time. */
    readonly retryTime?: boolean
    readonly failover: boolean
  }
}

/** A case that cannot be played, and why. */
export interface Skipped {
  readonly id: string
  readonly skipped: string
}

/** Classifies the reply of a case, as one of `target` if not of the case's provider, and compares with its label. */
export function scoreRow(errorCase: ErrorCase, target: Target = targetAt(errorCase.provider)): Score | Skipped {
  const reply = replyOf(errorCase)
  if (reply === undefined) return { id: errorCase.id, skipped: `no reply of kind ${errorCase.kind}` }
  const date = Object.entries(errorCase.headers ?? {}).find(([name]) => name.toLowerCase() === 'date')?.[1]
  const now = date === undefined ? 0 : Date.parse(date) || 0
  const failure = classify({ rules: [] }, reply, { target, now })

  const next = failure && effectOf({ effects: defaultEffects }, failure).next
  const got: Answer = {
    class: failure?.class ?? 'success',
    scope: failure?.scope ?? 'none',
    retryAfterMs: failure?.retryAfterMs ?? null,
    failover: next !== undefined && next !== 'stop',
  }
  const { expect, ambiguous = {} } = errorCase
  const want: Answer = {
    class: wordOf(expect.class),
    scope: wordOf(expect.scope),
    retryAfterMs: expect.retryAfterMs,
    // The design stops at a content filter, whatever the label says.
    failover: expect.retryOtherTarget && expect.class !== 'content_filtered',
  }
  const isClass = got.class === want.class
  const isScope = got.scope === want.scope
  const isTime = want.retryAfterMs === null || isNear(got.retryAfterMs, want.retryAfterMs)
  return {
    id: errorCase.id,
    ok: isClass && isScope && isTime,
    rule: failure?.rule ?? '',
    got,
    want,
    right: {
      class: isClass,
      classLenient: isClass || (ambiguous.class ?? []).map(wordOf).includes(got.class),
      scope: isScope,
      scopeLenient: isScope || (ambiguous.scope ?? []).map(wordOf).includes(got.scope),
      ...(want.retryAfterMs === null ? {} : { retryTime: isTime }),
      failover: got.failover === want.failover,
    },
  }
}

const wordOf = (label: string): string => (label === 'none' ? 'request' : label.replaceAll('_', '-'))

const isNear = (got: number | null, want: number): boolean =>
  got !== null && Math.abs(got - want) <= Math.max(1_000, want * 0.02)
