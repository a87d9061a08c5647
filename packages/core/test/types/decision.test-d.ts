import {
  type Decision,
  type ExplainedCandidate,
  type ExplainedTier,
  type Explanation,
  eligibleAt,
  explain,
  explanationText,
  inspect,
  type Narrowing,
  type Policy,
  type Refusal,
  type RouteRequest,
  type ScopeReport,
  type Snapshot,
  select,
  type Target,
  type TargetId,
  type WhyNot,
  whyNot,
  whyNotText,
} from '@router/core'
import { expectTypeOf } from 'vitest'

declare const policy: Policy
declare const snapshot: Snapshot
declare const request: RouteRequest

// A decision is a target, a time, or a reason; only the first has a target, and only the second must wait.
const decision = select(policy, snapshot, request, 0)
expectTypeOf(decision).toEqualTypeOf<Decision>()
// @ts-expect-error there may be nobody
decision.target
// @ts-expect-error time is an argument
select(policy, snapshot, request)
// @ts-expect-error and a Date is no time
select(policy, snapshot, request, new Date(0))
export function spoken(made: Decision): string {
  switch (made.type) {
    case 'use':
      expectTypeOf(made.target).toEqualTypeOf<Target>()
      expectTypeOf(made).not.toHaveProperty('until')
      return made.target.id
    case 'wait':
      expectTypeOf(made.until).toEqualTypeOf<number>()
      return String(made.until)
    case 'none':
      expectTypeOf(made.why).toEqualTypeOf<'unknown-name' | 'no-candidates' | 'all-cooling'>()
      expectTypeOf(made.retryAt).toEqualTypeOf<number | undefined>()
      return made.why
    default:
      expectTypeOf(made).toBeNever()
      return made
  }
}

// Explaining is deciding with a notebook: it holds the decision, and why every other candidate was not it.
const explanation = explain(policy, snapshot, request, 0)
expectTypeOf(explanation).toEqualTypeOf<Explanation>()
expectTypeOf(explanation.decision).toEqualTypeOf<Decision>()
expectTypeOf(explanation.tiers).toEqualTypeOf<readonly ExplainedTier[]>()
expectTypeOf<ExplainedTier['narrowed'][number]>().toEqualTypeOf<Narrowing>()
expectTypeOf<ExplainedTier['candidates'][number]>().toEqualTypeOf<ExplainedCandidate>()
// Whoever is eligible has no refusal, whoever is not has one.
expectTypeOf<Extract<ExplainedCandidate, { eligible: true }>>().not.toHaveProperty('exclusion')
expectTypeOf<Extract<ExplainedCandidate, { eligible: false }>>().toExtend<Refusal>()
expectTypeOf(explanationText(explanation)).toEqualTypeOf<string>()
expectTypeOf(eligibleAt(explanation, 'openai/default/gpt-4o')).toEqualTypeOf<number | undefined>()
expectTypeOf(whyNotText(explanation, 'openai/default/gpt-4o')).toEqualTypeOf<string>()
// @ts-expect-error a decision has no notebook
explanationText(decision)

// Why a target was not used is one of six answers, each with its proof.
const why = whyNot(explanation, 'openai/default/gpt-4o')
expectTypeOf(why).toEqualTypeOf<WhyNot>()
expectTypeOf<WhyNot['type']>().toEqualTypeOf<
  'used' | 'unknown' | 'refused' | 'later-tier' | 'narrowed' | 'declared-later'
>()
// @ts-expect-error nobody has refused it for certain
why.refusals
if (why.type === 'refused') expectTypeOf(why.refusals).toEqualTypeOf<readonly Refusal[]>()
if (why.type === 'narrowed') expectTypeOf(why.narrowing.kept).toEqualTypeOf<readonly TargetId[]>()

// A report for people is rows.
expectTypeOf(inspect(policy, snapshot, 0)).toEqualTypeOf<readonly ScopeReport[]>()
expectTypeOf<ScopeReport['state']>().toEqualTypeOf<'suspended' | 'cooling' | 'probing' | 'recovering' | 'ok'>()
