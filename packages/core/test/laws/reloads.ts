import {
  definePolicy,
  healthOf,
  type Instant,
  type Policy,
  type PolicyInput,
  reduce,
  type Snapshot,
  toJson,
} from '@router/core'
import {
  type Answer,
  adversaries,
  adversaryOf,
  type PlayedStep,
  policyInputs,
  resumeExecution,
  type Scene,
  scenes,
} from '@router/testing'
import fc from 'fast-check'

/** A life under one policy, the moment another one is announced, and what became of the requests that were open then. */
export interface Reload {
  readonly scene: Scene
  readonly before: Policy
  readonly after: Policy
  /** What is known when the other policy is announced, and once it has been. */
  readonly known: Snapshot
  readonly reloaded: Snapshot
  readonly now: Instant
  /** The open requests go on with the policy they began with, one after the other, until each has ended. */
  readonly steps: readonly PlayedStep[]
  readonly last: Snapshot
}

/** Reloads of all kinds; the two policies have most of their names in common, unless `change` makes the second of the first. */
export function reloads(change?: (input: PolicyInput) => PolicyInput): fc.Arbitrary<Reload> {
  return fc
    .record({ scene: scenes({ maxLength: 16 }), other: policyInputs(), answers: adversaries() })
    .map(({ scene, other, answers }) => reloadOf(scene, change === undefined ? other : change(scene.input), answers))
}

function reloadOf(scene: Scene, input: PolicyInput, answers: readonly Answer[]): Reload {
  const { policy: before, snapshot: known, now, played } = scene
  const after = definePolicy(input)
  const reloaded = reduce(after, known, { type: 'policy-changed', at: now })
  const steps: PlayedStep[] = []
  for (const execution of played.executions.values()) {
    const latest = steps.at(-1)
    const { snapshot = reloaded } = latest?.step ?? {}
    steps.push(...resumeExecution(before, snapshot, execution, latest?.now ?? now, adversaryOf(answers)))
  }
  const last = steps.at(-1)?.step.snapshot ?? reloaded
  const reload = { scene, before, after, known, reloaded, now, steps, last }
  return Object.defineProperty(reload, fc.toStringMethod, {
    value: () => `${fc.stringify(scene)}, then ${JSON.stringify({ input, answers }, undefined, 1)}`,
  })
}

/** Everything that health says something about. */
export const keysOf = (snapshot: Snapshot): readonly string[] => toJson(healthOf(snapshot)).entries.map(([key]) => key)
