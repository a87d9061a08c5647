import {
  type AttemptAbandoned,
  type AttemptCommitted,
  type AttemptFailed,
  type AttemptStarted,
  type AttemptSucceeded,
  type BlamedAttempt,
  type BlamingPolicy,
  blame,
  changedHealth,
  emptySnapshot,
  type Fact,
  type Failure,
  fromJson,
  type Health,
  type HealthJson,
  healthOf,
  type Issue,
  type LearningPolicy,
  merge,
  type OperatorEvent,
  type Policy,
  type RouterEvent,
  reduce,
  type ScopeHealthJson,
  type ScopeName,
  type Snapshot,
  type Store,
  type Traffic,
  targetId,
  toJson,
} from '@router/core'
import { expectTypeOf } from 'vitest'

declare const policy: Policy
declare const snapshot: Snapshot
declare const health: Health
declare const scope: ScopeName
const target = targetId('openai', 'default', 'gpt-4o')

// A snapshot has two halves, and one of them merges.
expectTypeOf(emptySnapshot).toEqualTypeOf<Snapshot>()
expectTypeOf(healthOf(snapshot)).toEqualTypeOf<Health>()
expectTypeOf<Snapshot['traffic']>().toEqualTypeOf<Traffic>()
expectTypeOf(merge(health, health)).toEqualTypeOf<Health>()
expectTypeOf(changedHealth(health, health)).toEqualTypeOf<Health>()
// @ts-expect-error traffic is local
merge(snapshot, snapshot)
// @ts-expect-error knowledge changes by events alone
snapshot.health = health
// @ts-expect-error and traffic too
snapshot.traffic.picks += 1

// The only way knowledge changes; what learning needs of a policy is less than a policy.
expectTypeOf(reduce).toEqualTypeOf<(policy: LearningPolicy, snapshot: Snapshot, event: RouterEvent) => Snapshot>()
expectTypeOf<Policy>().toExtend<LearningPolicy>()
expectTypeOf<Policy>().toExtend<BlamingPolicy>()

// Every event is known by its type, and happened at some time.
expectTypeOf<RouterEvent['type']>().toEqualTypeOf<
  | 'attempt-started'
  | 'attempt-committed'
  | 'attempt-succeeded'
  | 'attempt-failed'
  | 'attempt-abandoned'
  | 'scope-suspended'
  | 'scope-resumed'
  | 'cooldown-set'
  | 'cooldown-cleared'
  | 'health-heard'
  | 'policy-changed'
>()
type Attempts = AttemptStarted | AttemptCommitted | AttemptSucceeded | AttemptFailed | AttemptAbandoned
expectTypeOf<Attempts['at']>().toEqualTypeOf<number>()
expectTypeOf<Exclude<RouterEvent, Attempts | OperatorEvent>['type']>().toEqualTypeOf<
  'health-heard' | 'policy-changed'
>()
// @ts-expect-error nothing is known to have happened so
reduce(policy, snapshot, { type: 'target-banned', at: 0 })
// @ts-expect-error a success without evidence proves nothing
reduce(policy, snapshot, { type: 'attempt-succeeded', at: 1, startedAt: 0, target })
// @ts-expect-error scopes are named, not spelled
reduce(policy, snapshot, { type: 'scope-suspended', at: 0, key: 'provider:openai' })
// @ts-expect-error a cooldown ends at some time
reduce(policy, snapshot, { type: 'cooldown-set', at: 0, key: scope })
reduce(policy, snapshot, { type: 'cooldown-set', at: 0, key: scope, until: 1 })

// A failure is stored with its stamp alone: whoever has none, asks for it.
const attempt = { target, startedAt: 0 }
expectTypeOf(attempt).toExtend<BlamedAttempt>()
const failure = { class: 'rate-limited', scope: 'target', rule: 'mine' } satisfies Failure
const stamped = blame(policy, snapshot, attempt, failure, 1)
expectTypeOf(stamped).toEqualTypeOf<AttemptFailed>()
expectTypeOf<Pick<AttemptFailed, 'failedAt' | 'until' | 'level' | 'needs' | 'firm'>>().toExtend<
  Pick<Fact, 'failedAt' | 'until' | 'level' | 'needs' | 'firm'>
>()
// @ts-expect-error a failure is no event yet
reduce(policy, snapshot, { type: 'attempt-failed', target, startedAt: 0, at: 1, ...failure })

// Health is JSON there and back, and what comes back may be anything.
expectTypeOf(toJson(health)).toEqualTypeOf<HealthJson>()
expectTypeOf<HealthJson['entries'][number][1]>().toEqualTypeOf<ScopeHealthJson>()
expectTypeOf(fromJson).parameter(0).toBeUnknown()
const read = fromJson(JSON.parse('{}'))
// @ts-expect-error it may be damaged
read.health
if ('issue' in read) expectTypeOf(read.issue).toEqualTypeOf<Issue>()
else expectTypeOf(read.health).toEqualTypeOf<Health>()

// A store is an atom: it hands back what the change gave, now or later, and a change that keeps nothing is none.
declare const store: Store
expectTypeOf(store.swap((before) => ({ snapshot: before, answer: 1 }))).toEqualTypeOf<
  { snapshot: Snapshot; answer: number } | Promise<{ snapshot: Snapshot; answer: number }>
>()
// @ts-expect-error the snapshot to keep is missing
store.swap(() => ({ answer: 1 }))
// @ts-expect-error a change is pure, so it is not awaited
store.swap(async (before) => ({ snapshot: before }))
