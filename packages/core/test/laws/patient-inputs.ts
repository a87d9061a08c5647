import type { PolicyInput } from '@router/core'
import { type PolicySettings, policyInputs, policySettings } from '@router/testing'
import fc from 'fast-check'

/** Policies of which most rather wait for a target's own hint than fail over. */
export function patientInputs(more: PolicySettings = {}): fc.Arbitrary<PolicyInput> {
  const patience = fc.constantFrom(5_000, 40_000).map((sameTargetMs) => ({ totalMs: 60_000, sameTargetMs }))
  const settings = fc
    .tuple(
      fc.oneof(policySettings(), fc.constant<PolicySettings>({})),
      fc.oneof({ weight: 3, arbitrary: patience }, { weight: 1, arbitrary: fc.constant({}) }),
    )
    .map(([rest, patience]) => ({ ...rest, patience, ...more }))
  return policyInputs({ settings })
}
