// The public surface, by hand, in reading order.

export type { Decision } from './decision/decision.js'
export { eligibleAt } from './decision/eligible-at.js'
export { explain } from './decision/explain.js'
export type { ExplainedCandidate, ExplainedTier, Explanation, Narrowing } from './decision/explanation.js'
export { explanationText } from './decision/explanation-text.js'
export { inspect, type ScopeReport } from './decision/inspect.js'
export { select } from './decision/select.js'
export { type WhyNot, whyNot } from './decision/why-not.js'
export { whyNotText } from './decision/why-not-text.js'
export { advance } from './execution/advance.js'
export { begin } from './execution/begin.js'
export type { Execution, Phase } from './execution/execution.js'
export type {
  Attempt,
  AttemptCommand,
  AttemptTimeouts,
  Command,
  Commit,
  ExecutionError,
  FailedWhy,
  Report,
} from './execution/protocol.js'
export { ProtocolError } from './execution/protocol-error.js'
export type { Step } from './execution/step.js'
export { classify } from './failure/classify.js'
export type { CooldownLadder, Effect } from './failure/effect.js'
export type { Failure, Rule, RuleContext } from './failure/failure.js'
export { type FailureClass, failureClasses } from './failure/failure-class.js'
export { tableRule } from './failure/judge.js'
export type { Row, Table, Verdict } from './failure/table.js'
export type { UserRule } from './failure/user-rule.js'
export type { Issue } from './lib/issue.js'
export { checkPolicy, definePolicy, type PolicyOptions } from './policy/define-policy.js'
export { groupsFromJson, type ReadGroups } from './policy/groups-from-json.js'
export type { Budget, Policy, Pool, Tier, Timeouts } from './policy/policy.js'
export { PolicyError } from './policy/policy-error.js'
export type {
  AliasInput,
  AliasTargetInput,
  BudgetInput,
  CredentialInput,
  ModelInput,
  PatienceInput,
  PolicyInput,
  ProbeInput,
  ProviderInput,
  RetryTokensInput,
  TimeoutsInput,
} from './policy/policy-input.js'
export { cliproxy } from './policy/presets/cliproxy.js'
export { keyProxy } from './policy/presets/key-proxy.js'
export { openCodeReview } from './policy/presets/open-code-review.js'
export type { Preset } from './policy/presets/preset.js'
export { names } from './policy/resolve.js'
export { type BlamedAttempt, type BlamingPolicy, blame } from './snapshot/blame.js'
export { changedHealth } from './snapshot/changed-health.js'
export type { Fact } from './snapshot/fact.js'
export type { Health } from './snapshot/health.js'
export { fromJson, type HealthJson, type ScopeHealthJson, toJson } from './snapshot/health-json.js'
export { merge } from './snapshot/merge.js'
export { type LearningPolicy, reduce } from './snapshot/reduce.js'
export type {
  AttemptAbandoned,
  AttemptCommitted,
  AttemptFailed,
  AttemptStarted,
  AttemptSucceeded,
  OperatorEvent,
  RouterEvent,
} from './snapshot/router-event.js'
export { emptySnapshot, healthOf, type Snapshot } from './snapshot/snapshot.js'
export type { Traffic } from './snapshot/traffic.js'
export type { Store } from './store.js'
export type { Candidate, ScopedCooling, Suspension } from './strategy/candidate.js'
export type { CoolingExclusion, Exclusion } from './strategy/exclusion.js'
export type { Member } from './strategy/member.js'
export type { Preference, Score, Strategy } from './strategy/preference.js'
export { fillFirst } from './strategy/preferences/fill-first.js'
export { leastBusy } from './strategy/preferences/least-busy.js'
export { leastRecentlyUsed } from './strategy/preferences/least-recently-used.js'
export { lowest } from './strategy/preferences/lowest.js'
export { lowestLatency } from './strategy/preferences/lowest-latency.js'
export { random } from './strategy/preferences/random.js'
export { rendezvous } from './strategy/preferences/rendezvous.js'
export { roundRobin } from './strategy/preferences/round-robin.js'
export { sample } from './strategy/preferences/sample.js'
export { sticky } from './strategy/preferences/sticky.js'
export { weighted } from './strategy/preferences/weighted.js'
export { within } from './strategy/preferences/within.js'
export type { Context, NamedRequirements, Requirement } from './strategy/requirement.js'
export type { Refusal } from './strategy/requirements.js'
export type { NamedStrategy, StrategyMaker } from './strategy/strategies.js'
export type { StrategyInput, StrategyStep } from './strategy/strategy-input.js'
export type { Evidence } from './words/evidence.js'
export type { Json } from './words/json.js'
export {
  type AliasName,
  type CredentialId,
  type ProviderId,
  type ScopeName,
  type TargetId,
  targetId,
} from './words/names.js'
export { type NetworkCause, type NetworkReply, type Reply, replyCap, type TimeoutPhase } from './words/reply.js'
export type { Dialect, Operation, RouteRequest } from './words/route-request.js'
export type { BlamedScope, Scope, ScopeNames } from './words/scope.js'
export type { Target } from './words/target.js'
export type { Instant, Milliseconds } from './words/time.js'
export type { Usage } from './words/usage.js'
