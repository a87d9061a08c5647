import type { AttemptFailed } from '@router/core'
import { unmapped } from '../unmapped.js'
import { type Given, isReview } from './case.js'

/** Steps of any length are no ladder of ours: from the third on they may differ. */
export function refuseSteps(given: Given, { class: kind, level }: AttemptFailed): void {
  const [first = 10_000, second = 30_000, third = 60_000] = given.policy?.backoff_ms ?? []
  if (!isReview(given) && kind === 'permission-denied' && level > 2 && third !== (second * second) / first)
    unmapped('a ladder whose steps do not grow by one factor')
}

/** Levels fall by proof only: failures that a window has forgotten count here. */
export function refuseWindow({ policy }: Given, failedAt: number | undefined, now: number): void {
  const window = policy?.provider_cooldown?.backoff_window_ms
  if (window !== undefined && failedAt !== undefined && now - failedAt > window)
    unmapped('a window after which failures are forgotten: levels fall by proof only')
}
