import { definePolicy, type FailedWhy } from '@router/core'
import { bursts, poisson, type RequestEnd, simulate } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { simulationInputs } from './settings.js'

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

it('every request that comes ends, and everything is counted once', () => {
  fc.assert(
    fc.property(simulationInputs, (input) => {
      const ends: RequestEnd[] = []
      const { requests, served, failed, attempts, wastedAttempts, targets, timeline, endedAt } = simulate({
        ...input,
        onEnd: (end) => ends.push(end),
      })
      const lost = sum(Object.values(failed))
      expect(served + lost).toBe(requests)
      expect(requests).toBe([...input.workload(input.seed ?? 1)].length)
      expect(attempts).toBe(served + wastedAttempts)
      expect(sum(targets.map((target) => target.attempts))).toBe(attempts)
      expect(sum(targets.map((target) => target.served))).toBe(served)
      expect(sum(timeline.arrived)).toBe(requests)
      expect(sum(timeline.failed)).toBe(lost)
      expect(timeline.targets.map((target) => sum(target.served))).toEqual(targets.map((target) => target.served))

      expect(new Set(ends.map(({ index }) => index)).size).toBe(requests)
      expect(ends.map(({ execution }) => execution.phase.type === 'finished').filter(Boolean).length).toBe(served)
      expect(sum(ends.map(({ execution }) => execution.attempts.length))).toBe(attempts)
      expect(Math.max(...ends.map(({ at }) => at))).toBe(endedAt)
      for (const { execution } of ends)
        expect(execution.attempts.every(({ outcome }) => outcome !== undefined)).toBe(true)
    }),
    { numRuns: 100 },
  )
})

it('the same input gives the same result, and another seed another one', () => {
  fc.assert(
    fc.property(simulationInputs, (input) => {
      expect(simulate(input)).toEqual(simulate(input))
    }),
    { numRuns: 30 },
  )
  const policy = definePolicy({ providers: { a: {} }, aliases: { fast: { targets: ['a/m'] } } })
  const ended = [1, 2].map((seed) => {
    const workload = poisson({ model: 'fast', requests: 50, perSecond: 1 })
    return simulate({ policy, upstreams: {}, workload, seed }).endedAt
  })
  expect(ended[0]).not.toBe(ended[1])
})

const pair = definePolicy({
  providers: { a: {}, b: {} },
  aliases: { fast: { targets: ['a/m', 'b/m'], strategy: 'fill-first' } },
})
const servedBy = (id: string, { targets }: ReturnType<typeof simulate>): number =>
  targets.find((target) => target.id === id)?.served ?? 0

it('a bucket lets in as many as it holds and what flows in, and a policy spills the rest', () => {
  const simulation = simulate({
    policy: pair,
    upstreams: { '*': { latencyMs: 10 }, 'provider:a': { limit: { requests: 60, perMs: 60_000, burst: 5 } } },
    workload: poisson({ model: 'fast', requests: 3_000, perSecond: 10 }),
  })
  const seconds = simulation.endedAt / 1_000
  expect(servedBy('a/default/m', simulation)).toBeLessThanOrEqual(5 + seconds)
  expect(servedBy('a/default/m', simulation)).toBeGreaterThan(0.8 * seconds)
  expect(simulation.served).toBe(3_000)
})

it('a quota lets in so many in each window, and a spent one is asked once a window', () => {
  const simulation = simulate({
    policy: pair,
    upstreams: { '*': { latencyMs: 10 }, 'credential:a/default': { quota: { requests: 10, everyMs: 600_000 } } },
    workload: poisson({ model: 'fast', requests: 3_000, perSecond: 1 }),
  })
  const windows = Math.ceil(simulation.endedAt / 600_000)
  expect(servedBy('a/default/m', simulation)).toBe(10 * windows)
  expect(simulation.wastedAttempts).toBeLessThanOrEqual(2 * windows)
})

it('in an outage nobody is served there, and after it everybody is again', () => {
  const { timeline } = simulate({
    policy: pair,
    upstreams: { '*': { latencyMs: 10 }, 'provider:a': { outages: [{ fromMs: 20_000, toMs: 40_000 }] } },
    workload: poisson({ model: 'fast', requests: 1_000, perSecond: 10 }),
  })
  const [first] = timeline.targets
  const between = (from: number, to: number): number =>
    sum(first?.served.slice(from / timeline.sliceMs, to / timeline.sliceMs) ?? [])
  expect(between(0, 20_000)).toBeGreaterThan(150)
  expect(between(20_500, 40_000)).toBe(0)
  expect(between(70_000, 100_000)).toBeGreaterThan(200)
  expect(first?.cooldowns[0]).toMatchObject({ class: 'overloaded' })
})

it('latencies are as they are said to be, and what takes too long is a timeout', () => {
  const policy = definePolicy({
    providers: { a: {} },
    aliases: { fast: { targets: ['a/m'] } },
    timeouts: { firstByteMs: 10_000, totalMs: 10_000 },
  })
  const latencyOf = (latencyMs: { medianMs: number; p99Ms: number }, stream = false) =>
    simulate({
      policy,
      upstreams: { '*': { latencyMs } },
      workload: poisson({ model: 'fast', requests: 3_000, perSecond: 100, stream }),
    })
  const { firstContentMs } = latencyOf({ medianMs: 300, p99Ms: 2_000 })
  expect(firstContentMs.p50 / 300).toBeCloseTo(1, 1)
  expect(firstContentMs.p99 / 2_000).toBeCloseTo(1, 0)
  for (const stream of [false, true]) {
    const slow = latencyOf({ medianMs: 100_000, p99Ms: 200_000 }, stream)
    expect(slow.served).toBe(0)
  }
})

it('so many at one time, and no more', () => {
  const whys: FailedWhy[] = []
  const policy = definePolicy({ providers: { a: {} }, aliases: { fast: { targets: ['a/m'] } } })
  const { served } = simulate({
    policy,
    upstreams: { 'provider:a': { atOnce: 3, latencyMs: 1_000 } },
    workload: bursts({ model: 'fast', requests: 20, size: 5, everyMs: 600_000 }),
    onEnd: ({ execution: { phase } }) => (phase.type === 'failed' ? whys.push(phase.error.why) : undefined),
  })
  expect(served).toBe(12)
  expect(whys.length).toBe(8)
})

it('an upstream that no target has is a mistake', () => {
  const workload = poisson({ model: 'fast', requests: 1, perSecond: 1 })
  expect(() => simulate({ policy: pair, upstreams: { 'provider:c': {} }, workload })).toThrow(
    /the policy has no provider:c; scopes are called .*provider:a/,
  )
})

it('progress is told from time to time', () => {
  const told: number[] = []
  const workload = poisson({ model: 'fast', requests: 100, perSecond: 1 })
  simulate({
    policy: pair,
    upstreams: {},
    workload,
    progressEvery: 40,
    onProgress: ({ requests }) => told.push(requests),
  })
  expect(told).toEqual([40, 80])
})
