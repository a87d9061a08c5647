import {
  type CooldownLadder,
  classify,
  type Effect,
  type Failure,
  type FailureClass,
  failureClasses,
  type Policy,
  type Reply,
  type Row,
  type Rule,
  type RuleContext,
  type Scope,
  type Table,
  tableRule,
  type UserRule,
  type Verdict,
} from '@router/core'
import { expectTypeOf } from 'vitest'

declare const policy: Policy
declare const reply: Reply
declare const context: RuleContext

// A reply that is a success has no failure, and nobody forgets to look.
expectTypeOf(classify(policy, reply, context)).toEqualTypeOf<Failure | undefined>()
// @ts-expect-error a reply may be a success
export const blamed: Scope = classify(policy, reply, context).scope
// @ts-expect-error time is an argument
classify(policy, reply, { target: context.target })

// Whoever answers for every class need not answer for any other, and a new class breaks what forgets it.
export function spoken(failure: FailureClass): string {
  switch (failure) {
    case 'rate-limited':
    case 'quota-exhausted':
    case 'overloaded':
      return 'later'
    case 'auth-invalid':
    case 'permission-denied':
    case 'model-unsupported':
      return 'elsewhere'
    case 'context-length-exceeded':
    case 'content-filtered':
    case 'request-too-large':
    case 'invalid-request':
      return 'never'
    case 'server-error':
    case 'gateway-error':
    case 'timeout':
    case 'network-error':
    case 'stream-broken':
      return 'again'
    case 'cancelled':
      return 'not wanted'
    default:
      expectTypeOf(failure).toBeNever()
      return failure
  }
}
expectTypeOf(failureClasses).toEqualTypeOf<readonly FailureClass[]>()
// @ts-expect-error a table of classes that forgets some
export const forgetful: Record<FailureClass, string> = { 'rate-limited': 'later' }

// A rule judges: it says nothing, or a whole failure.
export const silent: Rule = () => undefined
export const whole: Rule = () => ({ class: 'rate-limited', scope: 'target', rule: 'mine' })
// @ts-expect-error a class alone is no failure
export const bare: Rule = () => 'rate-limited'
// @ts-expect-error whoever judges says which rule it was
export const nameless: Rule = () => ({ class: 'rate-limited', scope: 'target' })
// @ts-expect-error nobody else is there to be blamed
export const astray: Rule = () => ({ class: 'rate-limited', scope: 'router', rule: 'mine' })
// @ts-expect-error a judgement is not awaited
export const late: Rule = async () => undefined

// What follows from a failure: a cooldown has a length, or is none, or lasts until an operator ends it.
expectTypeOf<Effect['next']>().toEqualTypeOf<'failover' | 'larger-context' | 'stop'>()
expectTypeOf<Effect['cooldown']>().toEqualTypeOf<'none' | 'suspend' | CooldownLadder>()
expectTypeOf<{ firstMs: 1_000 }>().not.toExtend<CooldownLadder>()
expectTypeOf<{ firstMs: 1_000; factor: 2; capMs: 60_000 }>().toExtend<CooldownLadder>()
expectTypeOf<NonNullable<Failure['effect']>>().toEqualTypeOf<Partial<Effect>>()

// What an operator writes judges by conditions, with one of four actions.
expectTypeOf<NonNullable<UserRule['action']>>().toEqualTypeOf<
  'stop' | 'stop-and-cooldown' | 'continue' | 'continue-and-cooldown'
>()
// @ts-expect-error one more action would have to be built
export const retrying: UserRule = { status: 418, action: 'retry' }
// @ts-expect-error phrases come as a list
export const phrase: UserRule = { match: 'slow down' }

// The last of a row is its verdict; what stands before it are conditions.
expectTypeOf<['429', 'rate-limited']>().toExtend<Row>()
expectTypeOf<['429', '#slow_down', 'rate-limited credential']>().toExtend<Row>()
expectTypeOf<['rate-limited', '429']>().not.toExtend<Row>()
expectTypeOf<'rate-limited target again'>().toExtend<Verdict>()
expectTypeOf<'rate-limited again'>().not.toExtend<Verdict>()
expectTypeOf<'rate-limited target twice'>().not.toExtend<Verdict>()
expectTypeOf(tableRule).toEqualTypeOf<(table: Table) => Rule>()
// @ts-expect-error a class is spelled as it is
tableRule({ name: 'acme', rows: [['429', 'rate-limit']] })
