import { definePolicy, type Policy, type PolicyInput, type Step } from '@router/core'
import {
  diff,
  diffText,
  poisson,
  type RequestEnd,
  recorded,
  recorder,
  type SimulationInput,
  scenes,
  simulate,
  type UpstreamModels,
} from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readLog } from '../../src/log/read-log.js'
import { RecordedWorld } from '../../src/log/recorded-world.js'
import { JudgedReplies } from '../../src/play/judged-replies.js'
import { Run } from '../../src/simulate/simulate.js'
import { simulationInputs } from '../simulate/settings.js'
import { logOf } from './recorded.js'

/** The log of a simulation, and how its requests ended. */
function recordedSimulation(
  input: PolicyInput,
  simulation: SimulationInput,
): { readonly log: string; readonly ends: readonly RequestEnd[] } {
  let hear: (step: Step, now?: number) => void = () => undefined
  const router = {
    on: (listener: typeof hear): void => {
      hear = listener
    },
  }
  const log = recorder(router, { policy: input })
  const ends: RequestEnd[] = []
  simulate({ ...simulation, onStep: (step, now) => hear(step, now), onEnd: (end) => ends.push(end) })
  return { log: log.text(), ends }
}

it('a policy differs from itself in nothing', () => {
  fc.assert(
    fc.property(scenes({ moves: ['begin', 'answer'] }), (scene) => {
      expect(diff(scene.policy, scene.policy, logOf(scene)).changes).toEqual([])
    }),
    { numRuns: 100 },
  )
})

it('against the upstreams of its own log, a policy does again what it did', () => {
  fc.assert(
    fc.property(simulationInputs, (simulation) => {
      const { log, ends } = recordedSimulation(simulation.input, simulation)
      const lines = readLog(log)
      const again: RequestEnd[] = []
      const judged = new JudgedReplies()
      const world = new RecordedWorld(simulation.policy, judged, lines)
      new Run(judged.judging(simulation.policy), world, { onEnd: (end) => again.push(end) }).play(recorded(log)(0))
      expect(again.map(told)).toEqual(ends.map(told))
      expect([...world.guessed]).toEqual([])
    }),
    { numRuns: 150 },
  )
})

const told = ({ index, at, execution: { attempts, phase } }: RequestEnd): object => ({
  index,
  at,
  phase: phase.type,
  attempts: attempts.map(({ target, outcome, endedAt }) => [target, outcome, endedAt]),
})

const providers = { a: {}, b: {}, c: {} }
const inputOf = (...targets: readonly string[]): PolicyInput => ({
  providers,
  aliases: { fast: { targets, strategy: 'fill-first' } },
})
const policyOf = (...targets: readonly string[]): Policy => definePolicy(inputOf(...targets))

function logUnder(input: PolicyInput, upstreams: UpstreamModels): string {
  const workload = poisson({ model: 'fast', requests: 100, perSecond: 1 })
  return recordedSimulation(input, {
    policy: definePolicy(input),
    upstreams: { '*': { latencyMs: 100 }, ...upstreams },
    workload,
  }).log
}

it('says who would have failed for want of the second target, and who moved', () => {
  const log = logUnder(inputOf('a/m', 'b/m'), { 'provider:a': { outages: [{ fromMs: 0, toMs: 50_000 }] } })
  const both = policyOf('a/m', 'b/m')
  const without = diff(both, policyOf('a/m'), log)
  expect(without.requests).toBe(100)
  const failed = without.changes.filter(({ how }) => how === 'failed')
  expect(failed.length).toBeGreaterThan(20)
  expect(failed.every(({ at, before }) => at < 90_000 && before.target === 'b/default/m')).toBe(true)
  const turned = diff(both, policyOf('b/m', 'a/m'), log)
  expect(turned.changes.every(({ how, after }) => how === 'moved' && after.target === 'b/default/m')).toBe(true)
  expect(turned.guessed).toEqual([])
})

it('says who would have been served, and who would have waited', () => {
  const limited = { 'provider:a': { limit: { requests: 6, perMs: 60_000, burst: 1 } } }
  const log = logUnder({ ...inputOf('a/m'), patience: { totalMs: 0 } }, limited)
  const impatient = definePolicy({ ...inputOf('a/m'), patience: { totalMs: 0 } })
  const { changes } = diff(impatient, definePolicy({ ...inputOf('a/m'), patience: { totalMs: 60_000 } }), log)
  expect(changes.some(({ how, after }) => how === 'served' && after.waitedMs > 0)).toBe(true)
  expect(diffText({ requests: 100, changes, guessed: [] })).toMatch(
    /#r\d+ served: all-cooling after 0 attempts and 0 → a\/default\/m after 1 attempt and \S+ s, waited /,
  )
})

it('says where it had to guess', () => {
  const { guessed, changes } = diff(policyOf('a/m'), policyOf('c/m'), logUnder(inputOf('a/m'), {}))
  expect(guessed.length).toBe(100)
  const text = diffText({ requests: 100, changes, guessed }, 3).split('\n')
  expect(text[0]).toBe('of 100 requests 100 moved')
  expect(text.slice(-2)).toEqual([
    '  and 97 more',
    '100 of them asked a target of which the log knows nothing: it is taken to serve',
  ])
})

it('a log is a workload, too', () => {
  const log = logUnder(inputOf('a/m'), {})
  const { served } = simulate({ policy: policyOf('b/m'), upstreams: {}, workload: recorded(log) })
  expect(served).toBe(100)
})
