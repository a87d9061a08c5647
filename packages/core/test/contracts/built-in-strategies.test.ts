import {
  fillFirst,
  leastBusy,
  leastRecentlyUsed,
  lowest,
  lowestLatency,
  type Preference,
  random,
  roundRobin,
  type Strategy,
  sample,
  sticky,
  weighted,
  within,
} from '@router/core'
import { fairnessLaws, strategyLaws } from '@router/testing'
import fc from 'fast-check'
import { describe, it } from 'vitest'

// The suite that custom strategies are held to, for the built-in ones, alone and one after the other.
const price = lowest('price', ({ labels }) => Number(labels['price']))
const strategies: Readonly<Record<string, Strategy | Preference>> = {
  'fill-first': fillFirst,
  'round-robin': roundRobin,
  weighted,
  random,
  sticky,
  'least-busy': leastBusy,
  'least-recently-used': leastRecentlyUsed,
  'lowest-latency': lowestLatency,
  'two at random, then the less busy': [sample(2), leastBusy],
  'about the cheapest, then in turn': [within(0.5, ({ labels }) => Number(labels['price'])), roundRobin],
  'the cheapest, then the fastest': [price, lowestLatency],
}
const labels = fc.record({ price: fc.constantFrom(1, 2, 3) })

describe.each(Object.entries(strategies))('%s', (_, strategy) => {
  for (const { name, check } of strategyLaws(strategy, { labels })) it(name, check)
})

describe.each([roundRobin, weighted, leastRecentlyUsed])('$name is fair', (strategy) => {
  for (const { name, check } of fairnessLaws(strategy)) it(name, check)
})
