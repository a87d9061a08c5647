import {
  type Candidate,
  type Context,
  type CoolingExclusion,
  type Exclusion,
  fillFirst,
  leastBusy,
  leastRecentlyUsed,
  lowest,
  lowestLatency,
  type Member,
  type NamedRequirements,
  type NamedStrategy,
  type Preference,
  type Refusal,
  type Requirement,
  random,
  rendezvous,
  roundRobin,
  type ScopedCooling,
  type Score,
  type Strategy,
  type StrategyInput,
  type StrategyMaker,
  type StrategyStep,
  type Suspension,
  sample,
  sticky,
  type TargetId,
  weighted,
  within,
} from '@router/core'
import { expectTypeOf } from 'vitest'

// A preference narrows: it hands back candidates, not one, not an index, not a promise.
declare const candidates: readonly Candidate[]
declare const context: Context
expectTypeOf(roundRobin.narrow(candidates, context)).toEqualTypeOf<readonly Candidate[]>()
export const all: Preference = { name: 'all', narrow: (those) => those }
// @ts-expect-error the first is not a list of the first
export const first: Preference = { name: 'first', narrow: ([one]) => one }
// @ts-expect-error a target is an identity, never an index
export const index: Preference = { name: 'index', narrow: () => 0 }
// @ts-expect-error deciding waits for nobody
export const later: Preference = { name: 'later', narrow: async (those) => those }
// @ts-expect-error an explanation calls it by its name
export const nameless: Preference = { narrow: (those: readonly Candidate[]) => those }
// @ts-expect-error candidates are read, never reordered in place
export const reversing: Preference = { name: 'reversing', narrow: (those) => those.reverse() }

// A strategy is a list of them, and the empty list is one.
expectTypeOf(fillFirst).toEqualTypeOf<Strategy>()
export const composed: Strategy = [leastBusy, within(0.2, ({ latencyMs }) => latencyMs ?? 0), sample(2), roundRobin]
// @ts-expect-error names are for policies; code has the preferences themselves
export const named: Strategy = ['round-robin']
for (const preference of [leastRecentlyUsed, lowestLatency, random, sticky, weighted]) {
  expectTypeOf(preference).toEqualTypeOf<Preference>()
}
expectTypeOf<Score>().toEqualTypeOf<(candidate: Candidate, context: Context) => number>()
expectTypeOf(lowest('price', ({ labels }) => Number(labels['price']))).toEqualTypeOf<Preference>()
// @ts-expect-error a label is JSON, not yet a number
lowest('price', ({ labels }) => labels['price'])
// @ts-expect-error a score is a number
lowest('price', () => 'cheap')
expectTypeOf(rendezvous('by-user', ({ request }) => request.session ?? request.id)).toEqualTypeOf<Preference>()
// @ts-expect-error it is drawn from a name
rendezvous('by-chance', () => Math.random())

// Only a requirement refuses, and says why in one of nine ways.
expectTypeOf<Exclusion['type']>().toEqualTypeOf<
  'pinned-elsewhere' | 'unfit' | 'drained' | 'suspended' | 'busy' | 'cooling' | 'probing' | 'tried' | 'custom'
>()
export const calm: Requirement = ({ inFlight }) => (inFlight > 9 ? { type: 'custom', why: 'crowded' } : undefined)
// @ts-expect-error no reason, no refusal
export const moody: Requirement = () => false
// @ts-expect-error a custom refusal is explained
export const terse: Requirement = () => ({ type: 'custom' })
// @ts-expect-error who cools cools until some time
export const endless: Requirement = () => ({ type: 'cooling', scope: 'target' })
expectTypeOf<Extract<Exclusion, { type: 'cooling' | 'probing' }>>().toEqualTypeOf<CoolingExclusion>()
expectTypeOf<CoolingExclusion['until']>().toEqualTypeOf<number>()
expectTypeOf<Refusal['exclusion']>().toEqualTypeOf<Exclusion>()
expectTypeOf<NamedRequirements[number]>().toEqualTypeOf<readonly [name: string, requirement: Requirement]>()

// What a strategy may read of a candidate: what never changes, and what is known now.
expectTypeOf<Candidate>().toExtend<Pick<Member, 'target' | 'weight' | 'order' | 'labels'>>()
expectTypeOf<Candidate['cooling']>().toEqualTypeOf<ScopedCooling | undefined>()
expectTypeOf<Candidate['probing']>().toEqualTypeOf<ScopedCooling | undefined>()
expectTypeOf<Candidate['suspension']>().toEqualTypeOf<Suspension | undefined>()
expectTypeOf<Context['tried']>().toEqualTypeOf<ReadonlySet<TargetId>>()
declare const candidate: Candidate
// @ts-expect-error a strategy has no place of its own to keep things
candidate.inFlight = 0
// @ts-expect-error it may have answered nobody yet
export const unmeasured: number = candidate.latencyMs

// What a policy's input calls a strategy.
expectTypeOf<'round-robin'>().toExtend<StrategyInput>()
expectTypeOf<readonly ['least-busy', { sample: 2 }]>().toExtend<StrategyInput>()
expectTypeOf<{ sample: 2 }>().toExtend<StrategyStep>()
expectTypeOf<Preference>().not.toExtend<StrategyStep>()
export const made: StrategyMaker = (parameter) => (parameter === null ? [] : roundRobin)
expectTypeOf<Strategy | Preference | StrategyMaker>().toEqualTypeOf<NamedStrategy>()
