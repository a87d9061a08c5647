import { blame, classify, type Failure, type Policy, type Target, targetId } from '@router/core'
import { unmapped } from '../../unmapped.js'
import type { OutcomeRow } from '../case.js'
import { refuseDeviation } from '../deviations.js'
import type { Playable } from '../playable.js'
import { replyOf } from '../reply.js'
import type { Scene } from '../scene.js'

interface Outcome extends OutcomeRow {
  readonly credential: string
  /** Empty: no model is known, so the credential as a whole is meant. */
  readonly model: string
  readonly path?: string
  readonly started_ms?: number
}

/** What came of an attempt that the case does not play: classified, stamped and learnt, as an engine without executions does. */
export const outcome: Playable = {
  fields: [
    'credential',
    'model',
    'status',
    'body',
    'headers',
    'network',
    'ok',
    'retry_after_ms',
    'scope',
    'path',
    'started_ms',
    'session',
    'providers',
    'code',
    'request_scoped',
    'empty',
  ],
  play(scene, operation) {
    const said = operation as unknown as Outcome
    const provider = scene.providerOf(said.credential)
    if (provider === undefined) return {}
    const model = said.model === '' ? modelOf(scene, said.credential) : scene.upstream(said.model)
    const policy = scene.policy({ besides: { provider, credential: said.credential, model } })
    const target = policy.targets.get(targetId(provider, said.credential, model))
    if (target !== undefined) learn(scene, policy, target, said)
    return {}
  },
}

const modelOf = (scene: Scene, credential: string): string =>
  scene.given.targets?.find((row) => row.credential === credential)?.model ?? 'any'

function learn({ world }: Scene, policy: Policy, target: Target, said: Outcome): void {
  const operation = said.path === 'count' ? { operation: 'count' } : {}
  refuseDeviation(said, said.path)
  const reply = replyOf(said)
  const { candidate } = world.standingOf(target.provider, target.credential, target.model)
  if (reply === undefined) {
    const evidence = said.path === 'count' ? 'remote-count' : 'generation-completed'
    // Nobody sets out with a credential that is out, so a success then was under way before.
    const { cooling } = candidate ?? {}
    const startedAt = said.started_ms ?? (cooling?.scope === 'credential' ? cooling.fact.failedAt : world.now)
    world.learn(policy, {
      type: 'attempt-succeeded',
      at: world.now,
      target: target.id,
      startedAt,
      evidence,
      late: true,
    })
    return
  }
  const failure = classify(policy, reply, { target, now: world.now, ...operation })
  if (failure === undefined) return
  // Nobody is asked while cooling, so what fails then was under way before.
  const startedAt = said.started_ms ?? candidate?.cooling?.fact.failedAt ?? world.now
  const blamed = blame(
    policy,
    world.snapshot,
    { target: target.id, startedAt, ...operation },
    ofWhom(failure, said),
    world.now,
  )
  const open = candidate?.cooling
  if (open?.fact.class === 'rate-limited' && failure.retryAfterMs === undefined && blamed.until >= open.until + 1)
    unmapped('a 429 in an open window: here it cools from its own time (rule 18)')
  world.learn(policy, { ...blamed, late: true })
}

const ofWhom = (failure: Failure, { model }: Outcome): Failure =>
  model === '' && failure.scope !== 'request' ? { ...failure, scope: 'credential' } : failure
