import type { Failure, Policy, Reply, TimeoutPhase } from '@router/core'

/** Failures whose replies are not known: each gets a reply that is judged to be it. */
export class JudgedReplies {
  readonly #failures = new WeakMap<Reply, Failure>()

  /** The policy that also knows these replies. */
  judging(policy: Policy): Policy {
    return { ...policy, rules: [(reply) => this.#failures.get(reply), ...policy.rules] }
  }

  /**
   * A reply that stands for the failure. A timeout, since what is not remembered was none of an upstream's replies; and
   * the shortest, since past the deadline only a target whose own timeout has passed is to blame (rule 26).
   */
  replyOf(failure: Failure, { timeouts }: Policy): Reply {
    const [phase] = phases.reduce((best, each) => (timeouts[each[1]] < timeouts[best[1]] ? each : best))
    const reply: Reply = { type: 'timeout', phase }
    this.#failures.set(reply, failure)
    return reply
  }
}

const phases: readonly (readonly [TimeoutPhase, keyof Policy['timeouts']])[] = [
  ['total', 'totalMs'],
  ['connect', 'connectMs'],
  ['first-byte', 'firstByteMs'],
  ['first-content', 'firstContentMs'],
  ['idle', 'idleMs'],
]
