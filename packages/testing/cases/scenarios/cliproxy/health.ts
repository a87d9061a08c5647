import { type FailureClass, healthOf, type RouterEvent, type ScopeHealthJson, type Target, toJson } from '@router/core'
import { scopeNames } from '../../../../core/src/words/scope.js'
import type { StateRow } from './case.js'
import { cools } from './judge.js'
import type { Scene } from './scene.js'

/** What is given of a credential as a whole is the sum of what is given of its models, unless it is a quota of its own. */
export function giveState(scene: Scene, rows: readonly StateRow[]): void {
  const own = rows.filter(
    ({ credential, model, quota }) =>
      (model !== null && model !== undefined) ||
      quota?.reason === 'credential_quota' ||
      !rows.some((other) => other.credential === credential && other.model !== null && other.model !== undefined),
  )
  restore(
    scene,
    own.filter(
      ({ unavailable, quota, status }) => unavailable === true || quota?.exceeded === true || status === 'disabled',
    ),
  )
}

/** Puts what is known from an earlier life into the scene, as the events that taught it then. */
export function restore(scene: Scene, rows: readonly StateRow[]): void {
  const { world } = scene
  for (const row of rows) {
    const scope = row.model === undefined || row.model === null || row.model === '' ? 'credential' : 'target'
    const model = scope === 'target' ? scene.upstream(String(row.model)) : undefined
    const policy = scene.policy()
    const target = [...policy.targets.values()].find(
      (each) => each.credential === row.credential && (model ?? each.model) === each.model,
    )
    if (target !== undefined) world.learn(policy, eventOf(row, target, scope, world.now))
  }
}

/** Only what is worth restoring: still open, of a credential that is known, enabled, and cools at all. */
export function restorable(scene: Scene, rows: readonly StateRow[]): readonly StateRow[] {
  return rows.filter((record) => {
    const row = scene.given.targets?.find(({ credential }) => credential === record.credential)
    return row !== undefined && row.disabled !== true && cools(row, scene.given) && untilOf(record) > scene.world.now
  })
}

const untilOf = ({ retry_at_ms = 0, quota }: StateRow): number => Math.max(retry_at_ms, quota?.recover_at_ms ?? 0)

/** Out of use until a time is a cooldown; without one, a suspension. */
function eventOf(row: StateRow, target: Target, scope: 'credential' | 'target', now: number): RouterEvent {
  const key = target.scopes[scope]
  const until = untilOf(row)
  if (row.status === 'disabled' || until === 0)
    return { type: 'scope-suspended', at: now, key, reason: row.status === 'disabled' ? 'disabled' : 'unavailable' }
  const { quota, last_error } = row
  return {
    type: 'attempt-failed',
    at: now,
    target: target.id,
    startedAt: now,
    class: quota?.exceeded === true ? 'rate-limited' : classOf(last_error?.status),
    scope,
    rule: 'case',
    failedAt: now,
    key,
    until,
    level: quota?.backoff_level ?? 0,
    needs: 'generation-started',
    firm: true,
    late: true,
  }
}

const classOf = (status: number | undefined): FailureClass => (status === 429 ? 'rate-limited' : 'server-error')

/** What is held against the models of a credential, by model. */
export function heldModels(scene: Scene, credential: string): readonly (readonly [string, ScopeHealthJson])[] {
  const start = scopeNames(scene.providerOf(credential) ?? '', credential, '').target
  return toJson(healthOf(scene.world.snapshot))
    .entries.filter(([key, { facts = [] }]) => key.startsWith(start) && facts.length > 0)
    .map(([key, held]) => [key.slice(start.length), held] as const)
}

/** Is anything held against a model behind a credential? */
export const isHeld = (scene: Scene, credential: string, model: string): boolean =>
  heldModels(scene, credential).some(([name]) => name === model)
