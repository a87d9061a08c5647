import { fillFirst, lowest, roundRobin, type Strategy } from '@router/core'
import { fairnessLaws, strategyLaws } from '@router/testing'
import fc from 'fast-check'
import { describe, it } from 'vitest'

// The suite that custom strategies are held to, for the built-in ones, alone and one after the other.
const strategies: Readonly<Record<string, Strategy>> = {
  'fill-first': fillFirst,
  'round-robin': [roundRobin],
  'least busy, then in turn': [lowest('least-busy', ({ inFlight }) => inFlight), roundRobin],
  'cheapest, then in turn': [lowest('price', ({ labels }) => Number(labels['price'])), roundRobin],
}
const labels = fc.record({ price: fc.constantFrom(1, 2, 3) })

describe.each(Object.entries(strategies))('%s', (_, strategy) => {
  for (const { name, check } of strategyLaws(strategy, { labels })) it(name, check)
})

describe('round-robin is fair', () => {
  for (const { name, check } of fairnessLaws(roundRobin)) it(name, check)
})
