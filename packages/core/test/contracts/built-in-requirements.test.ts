import { requirementLaws } from '@router/testing'
import { describe, it } from 'vitest'
import { notBusy } from '../../src/strategy/requirements/not-busy.js'
import { notCooling } from '../../src/strategy/requirements/not-cooling.js'
import { notDrained } from '../../src/strategy/requirements/not-drained.js'
import { notSuspended } from '../../src/strategy/requirements/not-suspended.js'
import { notTried } from '../../src/strategy/requirements/not-tried.js'
import { notUnfit } from '../../src/strategy/requirements/not-unfit.js'
import { pinned } from '../../src/strategy/requirements/pinned.js'
import { probeLease } from '../../src/strategy/requirements/probe-lease.js'

// The suite that custom requirements are held to, for the built-in ones.
const requirements = { pinned, notUnfit, notDrained, notSuspended, notBusy, notCooling, probeLease, notTried }

describe.each(Object.entries(requirements))('%s', (_, requirement) => {
  for (const { name, check } of requirementLaws(requirement)) it(name, check)
})
