import type { Command, Evidence, Instant, Milliseconds, Reply, Report } from '@router/core'
import * as fc from 'fast-check'
import { replies } from './replies.js'
import { said, seldom } from './seldom.js'

/** What an upstream, a clock and a caller do next, whatever the command; which part of it counts, the command says. */
export interface Answer {
  readonly type: 'failed' | 'committed' | 'succeeded' | 'cancelled'
  /** How long it takes; a wait ends so much too late, or too early where this is negative. */
  readonly afterMs: Milliseconds
  readonly reply: Reply
  readonly evidence?: Evidence
}

/** One answer; shrinks to a plain 429 at once. */
export function answers(replied: fc.Arbitrary<Reply> = replies()): fc.Arbitrary<Answer> {
  return fc
    .record({
      type: fc.oneof(
        { withCrossShrink: true },
        { weight: 12, arbitrary: fc.constant('failed' as const) },
        { weight: 7, arbitrary: fc.constantFrom('committed' as const, 'succeeded') },
        { weight: 1, arbitrary: fc.constant('cancelled' as const) },
      ),
      afterMs: fc.constantFrom(0, 0, 1, 50, 50, 999, 4_000, 30_000, 700_000, -1, -5_000),
      reply: replied,
      evidence: seldom(
        fc.constantFrom('local-count', 'remote-count', 'embedding', 'generation-started', 'generation-completed'),
      ),
    })
    .map(said)
}

/** Answers commands one after the other: says when the report comes, and what it is; undefined: the request has ended. */
export type Adversary = (
  command: Command,
  now: Instant,
) => { readonly at: Instant; readonly report: Report } | undefined

/** An adversary that goes round and round a list of answers for ever. */
export function adversaryOf(list: readonly Answer[]): Adversary {
  let next = 0
  return (command, now) => {
    const answer = list[next++ % list.length]
    return answer === undefined ? undefined : reportOf(command, answer, now)
  }
}

/** What an answer means to a command, given at `now`; time never runs backwards. */
export function reportOf(
  command: Command,
  { type, afterMs, reply, evidence }: Answer,
  now: Instant,
): { readonly at: Instant; readonly report: Report } | undefined {
  const at = now + Math.max(0, afterMs)
  const proof = evidence === undefined ? {} : { evidence }
  switch (command.type) {
    case 'attempt': {
      const { number } = command
      if (type === 'cancelled' || type === 'committed')
        return { at, report: type === 'cancelled' ? { type } : { type, number } }
      return { at, report: type === 'failed' ? { type, number, reply } : { type, number, ...proof } }
    }
    case 'deliver': {
      const { number } = command
      if (type === 'cancelled') return { at, report: { type } }
      return { at, report: type === 'failed' ? { type, number, reply } : { type: 'succeeded', number, ...proof } }
    }
    case 'wait':
      return {
        at: Math.max(now, command.until + afterMs),
        report: type === 'cancelled' ? { type } : { type: 'woke' },
      }
    default:
      return undefined
  }
}

/** Lists of answers for {@link adversaryOf}: one to twelve, repeated for ever. */
export function adversaries(replied?: fc.Arbitrary<Reply>): fc.Arbitrary<readonly Answer[]> {
  return fc.array(answers(replied), { minLength: 1, maxLength: 12 })
}
