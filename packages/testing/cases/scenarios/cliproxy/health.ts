import {
  type FailureClass,
  healthOf,
  type OperatorEvent,
  type ScopeHealthJson,
  type ScopeName,
  toJson,
} from '@router/core'
import { scopeNames } from '../../../../core/src/words/scope.js'
import type { StateRow } from './case.js'
import { cools } from './judge.js'
import type { Scene } from './scene.js'

/** Puts what is known from an earlier life into the scene: what an operator could lay on a scope by hand. */
export function restore(scene: Scene, rows: readonly StateRow[]): void {
  for (const row of rows) {
    const provider = scene.providerOf(row.credential)
    const event = provider === undefined ? undefined : eventOf(keyOf(scene, provider, row), row, scene.world.now)
    if (event !== undefined) scene.world.learn(scene.policy(), event)
  }
}

/** Only what is worth restoring: still open, of a credential that is known, enabled, and cools at all. */
export function restorable(scene: Scene, rows: readonly StateRow[]): readonly StateRow[] {
  return rows.filter((record) => {
    const row = scene.given.targets?.find(({ credential }) => credential === record.credential)
    return row !== undefined && row.disabled !== true && cools(row, scene.given) && untilOf(record) > scene.world.now
  })
}

/** The scope that a row of state is about: a credential, or one model behind it. */
function keyOf(scene: Scene, provider: string, { credential, model }: StateRow): ScopeName {
  const named = model === undefined || model === null || model === '' ? undefined : scene.upstream(model)
  const scopes = scopeNames(provider, credential, named ?? '')
  return named === undefined ? scopes.credential : scopes.target
}

const untilOf = ({ retry_at_ms = 0, quota }: StateRow): number => Math.max(retry_at_ms, quota?.recover_at_ms ?? 0)

/** Out of use until a time is a cooldown; without one, a suspension. */
function eventOf(key: ScopeName, row: StateRow, at: number): OperatorEvent | undefined {
  const { unavailable = false, status, quota, last_error } = row
  const suspended = (reason: string) => ({ type: 'scope-suspended', at, key, reason }) as const
  if (status === 'disabled') return suspended('disabled')
  const until = untilOf(row)
  if (until === 0) return unavailable || quota?.exceeded === true ? suspended('unavailable') : undefined
  const failureClass = quota?.exceeded === true ? 'rate-limited' : classOf(last_error?.status)
  return { type: 'cooldown-set', at, key, until, class: failureClass }
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
