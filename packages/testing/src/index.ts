// The public surface, by hand.

export { type Adversary, type Answer, adversaries, adversaryOf, answers, reportOf } from './arbitraries/adversaries.js'
export { type FleetOptions, fleets } from './arbitraries/fleets.js'
export { type History, type HistoryOptions, histories, type Move } from './arbitraries/histories.js'
export { hostileNames } from './arbitraries/hostile-names.js'
export { type PolicyInputOptions, policyInputs } from './arbitraries/policy-inputs.js'
export { type PolicySettings, policySettings } from './arbitraries/policy-settings.js'
export { plausibleReplies, replies } from './arbitraries/replies.js'
export { bindRequest, type RequestChoice, requestChoices, routeRequests } from './arbitraries/route-requests.js'
export { routerEvents } from './arbitraries/router-events.js'
export { type Scene, type SceneOptions, sceneOf, scenes } from './arbitraries/scenes.js'
export { workloads } from './arbitraries/workloads.js'
export { fairnessLaws } from './laws/fairness-laws.js'
export { type InterleavingLawOptions, interleavingLaws } from './laws/interleaving-laws.js'
export { brokenLaws, type Law, type LawOptions } from './laws/law.js'
export { type RequirementLawOptions, requirementLaws } from './laws/requirement-laws.js'
export { type RuleLawOptions, ruleLaws } from './laws/rule-laws.js'
export { storeLaws } from './laws/store-laws.js'
export { type StrategyLawName, type StrategyLawOptions, strategyLaws } from './laws/strategy-laws.js'
export type { Transport, TransportAnswer, TransportRequest, TransportSetting } from './laws/transport/transport.js'
export { type TransportLawName, type TransportLawOptions, transportLaws } from './laws/transport-laws.js'
export { type Change, type Diff, diff, type Fate } from './log/diff.js'
export { diffText } from './log/diff-text.js'
export type { LogEntry, LoggedCommand, LoggedEvent, LoggedReport, LoggedStep } from './log/entry.js'
export { recorded } from './log/recorded.js'
export { type Recordable, type Recorder, type RecorderOptions, recorder } from './log/recorder.js'
export { type Difference, type Replay, replay } from './log/replay.js'
export { transcriptOfLog } from './log/transcript-of-log.js'
export { type PlayedStep, playExecution, resumeExecution } from './play/play-execution.js'
export { type Played, playHistory, scopesOf } from './play/play-history.js'
export { executionsOver } from './schedule/executions-over.js'
export {
  type Interleaved,
  type Interleaving,
  interleave,
  type RequestOutcome,
  type ScheduledWorld,
  type Serve,
} from './schedule/interleave.js'
export { type Comparison, compare } from './simulate/compare.js'
export type { Duration } from './simulate/duration.js'
export type { ReplyName } from './simulate/reply-names.js'
export {
  type RequestEnd,
  type SimulationInput,
  type SimulationProgress,
  type SimulationSetting,
  simulate,
  type Watching,
} from './simulate/simulate.js'
export type {
  Cooldown,
  Percentiles,
  Simulation,
  TargetOutcome,
  TargetTimeline,
  Timeline,
} from './simulate/simulation.js'
export { type NamedSimulation, plot } from './simulate/svg/plot.js'
export type { ErrorShare, Outage, Quota, RateLimit, UpstreamModel } from './simulate/upstream.js'
export type { UpstreamModels } from './simulate/upstreams.js'
export { type Arrival, type Asked, bursts, poisson, sessions, together, type Workload } from './simulate/workload.js'
export type { LostScope, NameSurvival, Survival, WorstRequest } from './survival/survival.js'
export { survivalText } from './survival/survival-text.js'
export { survives } from './survival/survives.js'
export { playTranscript } from './transcripts/play-transcript.js'
export { replayTranscript } from './transcripts/replay-transcript.js'
