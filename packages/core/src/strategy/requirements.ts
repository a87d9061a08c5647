import type { Requirement } from './requirement.js'
import { fit } from './requirements/fit.js'
import { notBusy } from './requirements/not-busy.js'
import { notCooling } from './requirements/not-cooling.js'
import { notDrained } from './requirements/not-drained.js'
import { notSuspended } from './requirements/not-suspended.js'
import { notTried } from './requirements/not-tried.js'
import { pinned } from './requirements/pinned.js'
import { probeLease } from './requirements/probe-lease.js'

/**
 * The requirements every decision makes, with the operator's own between them. Cooling and
 * probing stand behind all that cannot be waited out, so that such an exclusion means: this and nothing else (but perhaps
 * `tried`) is in the way.
 */
export function withBuiltIns(custom: readonly Requirement[]): readonly Requirement[] {
  return [pinned, fit, notDrained, notSuspended, notBusy, ...custom, notCooling, probeLease, notTried]
}
