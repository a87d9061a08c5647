import { definePolicy, type PolicyInput } from '@router/core'
import { fleets, type SimulationInput, type UpstreamModel, workloads } from '@router/testing'
import fc from 'fast-check'

const answers = fc.constantFrom(
  'overloaded' as const,
  'server-error',
  'rate-limited',
  'network-error',
  'hangs',
  'timeout',
)
const durations = fc.constantFrom(0, 200, { minMs: 50, maxMs: 5_000 }, { medianMs: 400, p99Ms: 3_000 })

/** Upstreams that misbehave in every way there is. */
const upstreamModels: fc.Arbitrary<UpstreamModel> = fc.record(
  {
    latencyMs: durations,
    streamMs: durations,
    limit: fc.record({
      requests: fc.integer({ min: 1, max: 30 }),
      perMs: fc.constantFrom(1_000, 60_000),
      hint: fc.boolean(),
    }),
    quota: fc.record({ requests: fc.nat(30), everyMs: fc.constantFrom(60_000, 86_400_000) }),
    atOnce: fc.integer({ min: 1, max: 5 }),
    outages: fc.array(
      fc.record({
        fromMs: fc.nat(30_000),
        toMs: fc.integer({ min: 30_000, max: 90_000 }),
        answer: answers,
        recoveryMs: fc.constantFrom(0, 20_000),
      }),
      { maxLength: 2 },
    ),
    errors: fc.array(fc.record({ share: fc.constantFrom(0, 0.1, 0.9, 1), answer: answers, midStream: fc.boolean() }), {
      maxLength: 2,
    }),
    cost: fc.constantFrom(0, 1),
  },
  { requiredKeys: [] },
)

/** Whole simulations: a fleet, its upstreams, a workload and a seed. */
export const simulationInputs: fc.Arbitrary<SimulationInput & { readonly input: PolicyInput }> = fc
  .record({
    input: fleets(),
    workload: workloads('fast'),
    seed: fc.nat(),
    every: upstreamModels,
    first: upstreamModels,
  })
  .map(({ every, first, input, ...rest }) => {
    const policy = definePolicy(input)
    const [target] = policy.targets.values()
    return { ...rest, input, policy, upstreams: { '*': every, [target?.scopes.provider ?? '*']: first } }
  })
