import * as fc from 'fast-check'
import { type Asked, bursts, poisson, sessions, type Workload } from '../simulate/workload.js'

/**
 * Workloads of every kind for one name: single requests, bursts and conversations, at most 60 requests. Shrinks to one
 * request that comes alone.
 */
export function workloads(model: string): fc.Arbitrary<Workload> {
  const asked = fc.record({
    model: fc.constant(model),
    requests: fc.integer({ min: 1, max: 60 }),
    stream: fc.boolean(),
  })
  return fc.oneof(
    named('poisson', poisson, fc.record({ perSecond: fc.constantFrom(1, 0.1, 10, 100) }), asked),
    named(
      'bursts',
      bursts,
      fc.record({ size: fc.integer({ min: 1, max: 20 }), everyMs: fc.constantFrom(1_000, 60_000) }),
      asked,
    ),
    named(
      'sessions',
      sessions,
      fc.record({
        perSecond: fc.constantFrom(1, 0.1, 10),
        turns: fc.integer({ min: 1, max: 5 }),
        thinkMs: fc.constantFrom(1_000, 20_000),
      }),
      asked,
    ),
  )
}

/** A workload that prints as the call that makes it. */
function named<O>(
  name: string,
  make: (options: Asked & O) => Workload,
  options: fc.Arbitrary<O>,
  asked: fc.Arbitrary<Asked>,
): fc.Arbitrary<Workload> {
  return fc.tuple(asked, options).map(([about, more]) => {
    const all = { ...about, ...more }
    return Object.defineProperty(make(all), fc.toStringMethod, { value: () => `${name}(${JSON.stringify(all)})` })
  })
}
