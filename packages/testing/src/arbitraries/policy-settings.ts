import { failureClasses, type PolicyInput, type UserRule } from '@router/core'
import * as fc from 'fast-check'
import { said, seldom } from './seldom.js'

/** What a policy says besides its names. */
export type PolicySettings = Omit<PolicyInput, 'providers' | 'aliases' | 'groups'>

const lengthsMs = fc.constantFrom(0, 1, 100, 1_000, 5_000, 30_000, 120_000)

const cooldowns = fc.oneof(
  fc.constantFrom('none' as const, 'suspend' as const),
  fc.record(
    {
      firstMs: lengthsMs,
      factor: fc.constantFrom(1, 2, 10),
      capMs: lengthsMs,
      fromIncident: fc.integer({ min: 1, max: 3 }),
    },
    { requiredKeys: ['firstMs', 'factor', 'capMs'] },
  ),
)

const effects = fc.record(
  {
    next: fc.constantFrom('failover' as const, 'larger-context' as const, 'stop' as const),
    sameTargetRetries: fc.integer({ min: 0, max: 3 }),
    cooldown: cooldowns,
  },
  { requiredKeys: [] },
)

const rules: fc.Arbitrary<UserRule> = fc.record(
  {
    status: fc.constantFrom(400, 429, 500),
    match: fc.constantFrom(['error'], ['no such words']),
    class: fc.constantFrom(...failureClasses),
    scope: fc.constantFrom('request', 'target', 'credential', 'model', 'provider'),
    action: fc.constantFrom('stop', 'stop-and-cooldown', 'continue', 'continue-and-cooldown'),
  },
  { requiredKeys: ['status'] },
)

/** Valid settings of every kind; shrinks to none at all, which means the defaults. */
export function policySettings(): fc.Arbitrary<PolicySettings> {
  return fc
    .record({
      budget: seldom(
        fc.record(
          {
            attempts: fc.integer({ min: 1, max: 6 }),
            sameTargetRetries: fc.integer({ min: 0, max: 2 }),
            deadlineMs: fc.constantFrom(60_000, 5_000, 200, 0),
            minAttemptMs: fc.constantFrom(0, 1, 500),
          },
          { requiredKeys: [] },
        ),
      ),
      patience: seldom(fc.record({ totalMs: lengthsMs, sameTargetMs: lengthsMs }, { requiredKeys: [] })),
      retryTokens: seldom(
        fc.record(
          { ratio: fc.constantFrom(0, 0.1, 0.5, 1, 2), burst: fc.integer({ min: 0, max: 4 }) },
          { requiredKeys: [] },
        ),
      ),
      timeouts: seldom(fc.record({ firstByteMs: lengthsMs, totalMs: lengthsMs }, { requiredKeys: [] })),
      whenAllCooling: seldom(fc.constantFrom('sensible' as const, 'wait', 'fail', 'try-soonest')),
      commit: seldom(fc.constantFrom('first-content' as const, 'first-byte', 'complete')),
      probe: seldom(fc.record({ fromMs: lengthsMs, leaseMs: lengthsMs, trustMs: lengthsMs }, { requiredKeys: [] })),
      maxCooldownMs: seldom(lengthsMs),
      effects: seldom(
        fc.dictionary(fc.constantFrom(...failureClasses), effects, { maxKeys: 3, noNullPrototype: true }),
      ),
      rules: seldom(fc.array(rules, { maxLength: 2 })),
    })
    .map(said)
}
