import { definePolicy, inspect } from '@router/core'
import {
  compare,
  fleets,
  histories,
  plausibleReplies,
  playHistory,
  plot,
  poisson,
  sessions,
  simulate,
  together,
} from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Lanes } from '../../src/simulate/lanes.js'
import { Queue } from '../../src/simulate/queue.js'
import { simulationInputs } from './settings.js'

it('a queue gives the earliest first, and of those due together the first that was added', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat(9), { nil: undefined })), (moves) => {
      const queue = new Queue<{ at: number; order: number }>()
      let kept: { at: number; order: number }[] = []
      for (const [order, at] of moves.entries()) {
        if (at === undefined) {
          const [first] = kept.toSorted((a, b) => a.at - b.at || a.order - b.order)
          expect(queue.first).toEqual(first)
          expect(queue.take()).toEqual(first)
          kept = kept.filter((item) => item !== first)
        } else {
          const item = { at, order }
          queue.add(item)
          kept.push(item)
        }
      }
    }),
  )
})

it('lanes show a target as cooling exactly while core does', () => {
  const lives = histories({ replies: plausibleReplies(), moves: ['begin', 'answer'] })
  fc.assert(
    fc.property(fleets(), lives, (input, history) => {
      const policy = definePolicy(input)
      const lanes = new Lanes(policy)
      let latest = 0
      playHistory(policy, history, 0, undefined, ({ step, now }) => {
        // Simulated time never goes back.
        if (now < latest) latest = Number.POSITIVE_INFINITY
        else latest = now
        if (now < latest) return
        for (const event of step.events) lanes.hear(event, step.snapshot, now)
        const rows = inspect(policy, step.snapshot, now)
        for (const target of policy.targets.values()) {
          const own = rows.filter(({ scope }) => Object.values(target.scopes).includes(scope))
          // A row says one thing of a scope, and that it is suspended comes first.
          if (own.some(({ state }) => state === 'suspended')) continue
          const cools = own.some(({ state }) => state === 'cooling')
          expect((lanes.of(target).at(-1)?.until ?? 0) > now).toBe(cools)
        }
      })
    }),
    { numRuns: 300 },
  )
})

it('conversations ask in turn, one after the other in time', () => {
  const arrivals = [...sessions({ model: 'fast', requests: 300, perSecond: 2, turns: 3, thinkMs: 5_000 })(1)]
  expect(arrivals.length).toBe(300)
  expect(arrivals.map(({ at }) => at)).toEqual(arrivals.map(({ at }) => at).toSorted((a, b) => a - b))
  const turns = new Map<string | undefined, number>()
  for (const { request } of arrivals) turns.set(request.session, (turns.get(request.session) ?? 0) + 1)
  expect([...turns.values()]).toEqual(Array.from({ length: 100 }, () => 3))
  expect(new Set(arrivals.map(({ request }) => request.id)).size).toBe(300)
})

it('workloads together come in the order of time, each request once', () => {
  const one = poisson({ model: 'fast', requests: 50, perSecond: 1 })
  const arrivals = [...together(one, one)(7)]
  expect(arrivals.map(({ at }) => at)).toEqual(arrivals.map(({ at }) => at).toSorted((a, b) => a - b))
  expect(new Set(arrivals.map(({ request }) => request.id)).size).toBe(100)
})

/** Are all elements closed in order? */
function isWellFormed(svg: string): boolean {
  const open: string[] = []
  for (const [, end, name = '', rest = ''] of svg.matchAll(/<(\/?)([a-z]+)((?:[^<>"]|"[^"<]*")*)>/g)) {
    if (end) {
      if (open.pop() !== name) return false
    } else if (!rest.endsWith('/')) open.push(name)
  }
  return (
    open.length === 0 &&
    !/&(?!amp;|lt;|gt;|quot;)/.test(svg) &&
    !/NaN|Infinity|undefined/.test(svg.replaceAll(/<text.*?<\/text>/gs, ''))
  )
}

it('a plot is well-formed, whatever the names and whatever happens', () => {
  fc.assert(
    fc.property(simulationInputs, fc.string({ unit: 'binary' }), (input, name) => {
      const svg = plot([{ name, simulation: simulate(input) }])
      expect(isWellFormed(svg)).toBe(true)
    }),
    { numRuns: 100 },
  )
})

it('a comparison shows the policies side by side, under the same chance', () => {
  const policyOf = (strategy: string) =>
    definePolicy({ providers: { a: {}, b: {} }, aliases: { fast: { targets: ['a/m', 'b/m'], strategy } } })
  const { table, simulations } = compare([policyOf('fill-first'), policyOf('fill-first'), policyOf('round-robin')], {
    upstreams: { 'provider:a': { errors: [{ share: 0.2, answer: 'server-error' }] } },
    workload: poisson({ model: 'fast', requests: 500, perSecond: 5 }),
  })
  expect(simulations[0]?.simulation).toEqual(simulations[1]?.simulation)
  expect(table).toMatch(/^ +A +B +C\nrequests +500 +500 +500\n/)
  expect(table).toMatch(/share of a\/default\/m +(\S+ %) +\1 +/)
})

it('a scope that only one of the compared policies has is no mistake', () => {
  const one = definePolicy({ providers: { a: {} }, aliases: { fast: { targets: ['a/m'] } } })
  const other = definePolicy({ providers: { b: {} }, aliases: { fast: { targets: ['b/m'] } } })
  const workload = poisson({ model: 'fast', requests: 5, perSecond: 5 })
  expect(compare([one, other], { upstreams: { 'provider:b': {} }, workload }).simulations.length).toBe(2)
  expect(() => compare([one, other], { upstreams: { 'provider:c': {} }, workload })).toThrow('no policy has provider:c')
})
