import {
  definePolicy,
  type Instant,
  type Policy,
  type PolicyInput,
  type RouteRequest,
  type Snapshot,
} from '@router/core'
import * as fc from 'fast-check'
import { type Played, playHistory } from '../play/play-history.js'
import { type History, type HistoryOptions, histories } from './histories.js'
import { policyInputs } from './policy-inputs.js'
import { bindRequest, type RequestChoice, requestChoices } from './route-requests.js'

/** A policy, what has happened so far, and a request that comes now. */
export interface Scene {
  readonly input: PolicyInput
  readonly policy: Policy
  readonly history: History
  /** What became of the history; `snapshot` and `now` are its end. */
  readonly played: Played
  readonly snapshot: Snapshot
  readonly now: Instant
  readonly choice: RequestChoice
  readonly request: RouteRequest
}

/** What {@link scenes} may be told. */
export interface SceneOptions extends HistoryOptions {
  readonly inputs?: fc.Arbitrary<PolicyInput>
}

/**
 * Scenes from the life of a router, for laws about decisions. A failing one prints its policy input, history and request,
 * and nothing that follows from them.
 */
export function scenes({ inputs = policyInputs(), ...options }: SceneOptions = {}): fc.Arbitrary<Scene> {
  return fc
    .record({ input: inputs, history: histories(options), choice: options.requests ?? requestChoices() })
    .map(({ input, history, choice }) => sceneOf(input, history, choice))
}

/** The scene of a policy input, a history and a request. */
export function sceneOf(input: PolicyInput, history: History, choice: RequestChoice): Scene {
  const policy = definePolicy(input)
  const played = playHistory(policy, history)
  const { snapshot, now } = played
  const request = bindRequest(policy, choice, 'now', now)
  const scene = { input, policy, history, played, snapshot, now, choice, request }
  return Object.defineProperty(scene, fc.toStringMethod, {
    value: () => JSON.stringify({ input, history, request, now }, undefined, 1),
  })
}
