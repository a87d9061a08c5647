import { firstOf } from '../lib/first-of.js'
import type { Candidate } from './candidate.js'
import type { Exclusion } from './exclusion.js'
import type { Context, NamedRequirements, Requirement } from './requirement.js'

import { notBusy } from './requirements/not-busy.js'
import { notCooling } from './requirements/not-cooling.js'
import { notDrained } from './requirements/not-drained.js'
import { notSuspended } from './requirements/not-suspended.js'
import { notTried } from './requirements/not-tried.js'
import { notUnfit } from './requirements/not-unfit.js'
import { pinned } from './requirements/pinned.js'
import { probeLease } from './requirements/probe-lease.js'

/** Which requirement refuses, and why. */
export interface Refusal {
  readonly by: string
  readonly exclusion: Exclusion
}

/** Every refusal of a candidate, the first one first. */
export function refusalsOf(candidate: Candidate, context: Context, custom: NamedRequirements): readonly Refusal[] {
  const refusals: Refusal[] = []
  refusalOf(candidate, context, custom, false, (by, exclusion) => {
    refusals.push({ by, exclusion })
    return undefined
  })
  return refusals
}

/** Hears of a refusal; what it returns is the answer, or undefined to hear of the next one, too. */
type Hear = (by: string, exclusion: Exclusion) => Exclusion | undefined

/**
 * The first refusal of a candidate, by the built-in requirements and the operator's own between them. Cooling and
 * probing stand behind all that cannot be waited out, so that such an exclusion means: this and nothing else (but perhaps
 * `tried`) is in the way. A chain and not a loop over a list, because this is asked of every candidate of every decision;
 * those that look at what is held against it are left out where it `isClean`.
 */
export function refusalOf(
  candidate: Candidate,
  context: Context,
  custom: NamedRequirements,
  isClean: boolean,
  hear?: Hear,
): Exclusion | undefined {
  return (
    heard('pinned', pinned(candidate, context), hear) ??
    heard('not-unfit', notUnfit(candidate, context), hear) ??
    heard('not-drained', notDrained(candidate, context), hear) ??
    (isClean ? undefined : heard('not-suspended', notSuspended(candidate, context), hear)) ??
    (custom.length === 0 ? undefined : customRefusal(candidate, context, custom, hear)) ??
    heard('not-busy', notBusy(candidate, context), hear) ??
    (isClean
      ? undefined
      : (heard('not-cooling', notCooling(candidate, context), hear) ??
        heard('probe-lease', probeLease(candidate, context), hear))) ??
    heard('not-tried', notTried(candidate, context), hear)
  )
}

const heard = (by: string, exclusion: Exclusion | undefined, hear: Hear | undefined): Exclusion | undefined =>
  exclusion === undefined || hear === undefined ? exclusion : hear(by, exclusion)

function customRefusal(
  candidate: Candidate,
  context: Context,
  custom: NamedRequirements,
  hear: Hear | undefined,
): Exclusion | undefined {
  return firstOf(custom, ([name, requirement]) => heard(name, answerOf(requirement, candidate, context), hear))
}

/** One that throws refuses: what it guards is not given away for want of an answer, and deciding is total. */
function answerOf(requirement: Requirement, candidate: Candidate, context: Context): Exclusion | undefined {
  try {
    return requirement(candidate, context)
  } catch {
    return { type: 'custom', why: 'it throws' }
  }
}
