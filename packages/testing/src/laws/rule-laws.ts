import { definePolicy, type Failure, failureClasses, type Reply, type Rule, type RuleContext } from '@router/core'
import * as fc from 'fast-check'
import { fleets } from '../arbitraries/fleets.js'
import { replies } from '../arbitraries/replies.js'
import { seldom } from '../arbitraries/seldom.js'
import { formatLine } from '../transcripts/format-line.js'
import { Broken, expectThat, type Law, type LawOptions, lawOf } from './law.js'
import { impuritiesOf } from './life/impurities.js'
import { thrownText } from './life/thrown.js'
import { goodAnswers } from './rule/good-answers.js'

/** What {@link ruleLaws} may be told. */
export interface RuleLawOptions extends LawOptions {
  /** Replies that the rule is for; by default everything that upstreams say. */
  readonly replies?: fc.Arbitrary<Reply>
}

interface Case {
  readonly reply: Reply
  readonly context: RuleContext
}

/**
 * What every classification rule promises, for any test runner: it judges any reply or leaves it to the next rule, says
 * properly what a failure is, depends on nothing but its arguments, and calls no good answer a failure. A broken promise
 * is told with the smallest reply that shows it.
 *
 * @example
 * ```ts
 * import type { Rule } from '@router/core'
 * import { ruleLaws } from '@router/testing'
 * const teapot: Rule = (reply) =>
 *   reply.type === 'response' && reply.status === 418
 *     ? { class: 'model-unsupported', scope: 'target', rule: 'teapot' }
 *     : undefined
 * const laws = ruleLaws(teapot)
 * for (const { check } of laws) await check()
 * console.log(laws[0]?.name) // → 'teapot' judges any reply, and says properly what a failure is
 * ```
 */
export function ruleLaws(rule: Rule, { replies: given, ...options }: RuleLawOptions = {}): readonly Law[] {
  const name = rule.name === '' ? 'the rule' : `'${rule.name}'`
  const cases = casesOf(given === undefined ? replies() : fc.oneof(given, replies()))
  const law = (sentence: string, among: fc.Arbitrary<Case>, holds: (rule: Rule, given: Case) => void): Law =>
    lawOf(`${name} ${sentence}`, among, (each) => holds(rule, each), options)
  return [
    law('judges any reply, and says properly what a failure is', cases, judgesProperly),
    law('changes nothing that it is handed', cases, changesNothing),
    law('reads no clock and draws no lots', cases, readsNoClock),
    lawOf(
      `${name} judges the same reply alike, whatever it judged before`,
      fc.array(cases, { minLength: 1, maxLength: 6 }),
      (all) => remembersNothing(rule, all),
      options,
    ),
    law('calls no good answer a failure', casesOf(goodAnswers), sparesTheGood),
    law(
      'blames nobody for a request that was cancelled',
      casesOf(fc.constant({ type: 'cancelled' } as const)),
      sparesTheCancelled,
    ),
    ...(given === undefined ? [] : [hasAnOpinion(rule, name, casesOf(given), options)]),
  ]
}

function casesOf(replied: fc.Arbitrary<Reply>): fc.Arbitrary<Case> {
  const contexts = fc
    .record({
      input: fleets({ maxTargets: 1 }),
      now: fc.constantFrom(0, 1_000, 1_700_000_000_000),
      operation: seldom(fc.constantFrom('count', 'embeddings')),
    })
    .map(({ input, now, operation }): RuleContext => {
      const [target] = definePolicy(input).targets.values()
      if (target === undefined) throw new TypeError('a fleet has a target')
      return { target, now, ...(operation === undefined ? {} : { operation }) }
    })
  return fc.record({ reply: replied, context: contexts })
}

type Judgement =
  | { readonly type: 'judged'; readonly failure: unknown }
  | { readonly type: 'threw'; readonly error: unknown }

function judge(rule: Rule, { reply, context }: Case): Judgement {
  try {
    return { type: 'judged', failure: rule(reply, context) }
  } catch (error) {
    return { type: 'threw', error }
  }
}

function judgementText(judgement: Judgement): string {
  if (judgement.type === 'threw') return `throws ${thrownText(judgement.error)}`
  return judgement.failure === undefined ? 'leaves it to the next rule' : `says ${JSON.stringify(judgement.failure)}`
}

function tell({ reply, context: { target, now } }: Case, ...wrong: readonly string[]): string {
  return [
    `asked about an attempt at ${target.id}`,
    formatLine({ at: now, ids: [], action: { type: 'reply', reply } }),
    ...wrong,
  ]
    .map((line, index) => (index < 2 ? line : `  ${line}`))
    .join('\n')
}

function judgesProperly(rule: Rule, given: Case): void {
  const judgement = judge(rule, given)
  const fault = judgement.type === 'threw' ? 'a rule that throws has no opinion' : failureFault(judgement.failure)
  expectThat(fault === undefined, () => tell(given, judgementText(judgement), fault ?? ''))
}

const scopes = ['request', 'target', 'credential', 'model', 'provider'] satisfies readonly Failure['scope'][]

function failureFault(failure: unknown): string | undefined {
  if (failure === undefined) return undefined
  if (typeof failure !== 'object' || failure === null)
    return 'that is no failure: undefined leaves the reply to the next rule'
  const { class: kind, scope, rule, retryAfterMs } = failure as { [K in keyof Failure]?: unknown }
  if (!failureClasses.some((known) => known === kind)) return `there is no failure class ${JSON.stringify(kind)}`
  if (!scopes.some((known) => known === scope)) return `there is no scope ${JSON.stringify(scope)}`
  if (typeof rule !== 'string' || rule.trim() === '') return 'it does not say which rule judged'
  if (retryAfterMs === undefined) return undefined
  return typeof retryAfterMs === 'number' && retryAfterMs >= 0 && retryAfterMs < Number.POSITIVE_INFINITY
    ? undefined
    : `retryAfterMs ${String(retryAfterMs)} is no length of time`
}

function changesNothing(rule: Rule, given: Case): void {
  const before = JSON.stringify(given)
  judge(rule, given)
  const after = JSON.stringify(given)
  expectThat(after === before, () => tell(JSON.parse(before) as Case, `and changes it: ${after}`))
}

function readsNoClock(rule: Rule, given: Case): void {
  const impurities = impuritiesOf(() => judge(rule, given))
  expectThat(impurities.length === 0, () =>
    tell(given, `calls ${impurities.join(' and ')}`, 'what time it is, is context.now'),
  )
}

function remembersNothing(rule: Rule, all: readonly Case[]): void {
  const first = all.map((each) => judgementText(judge(rule, each)))
  for (const [index, each] of [...all.entries()].toReversed()) {
    const again = judgementText(judge(rule, each))
    expectThat(again === first[index], () => tell(each, `first ${first[index]}`, `and, asked again, ${again}`))
  }
}

function sparesTheGood(rule: Rule, given: Case): void {
  const judgement = judge(rule, given)
  const spared = judgement.type === 'threw' || judgement.failure === undefined
  expectThat(spared, () => tell(given, judgementText(judgement), 'which is a good answer'))
}

function sparesTheCancelled(rule: Rule, given: Case): void {
  const judgement = judge(rule, given)
  const { class: kind } = (judgement.type === 'judged' ? (judgement.failure ?? {}) : {}) as { class?: unknown }
  expectThat(kind === undefined || kind === 'cancelled', () =>
    tell(given, judgementText(judgement), 'though it was the caller who gave up'),
  )
}

function hasAnOpinion(rule: Rule, name: string, cases: fc.Arbitrary<Case>, options: LawOptions): Law {
  const { runs: numRuns = 200, seed = 1 } = options
  return {
    name: `${name} judges some of the replies that it is for`,
    check: async () => {
      const asked = fc.sample(cases, { numRuns, seed })
      const [first] = asked
      const mute = asked.every((each) => {
        const judgement = judge(rule, each)
        return judgement.type === 'threw' || judgement.failure === undefined
      })
      if (first !== undefined && mute)
        throw new Broken(
          `broken: ${name} judges some of the replies that it is for\n\n${tell(first, `leaves it to the next rule, as all ${asked.length} of them`)}`,
        )
    },
  }
}
