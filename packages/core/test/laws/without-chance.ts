import type { StrategyInput } from '@router/core'

/** Strategies that draw nothing: chance is a hash of names, so under other names it falls otherwise. */
export const withoutChance: readonly StrategyInput[] = [
  'round-robin',
  'fill-first',
  'weighted',
  'least-busy',
  'least-recently-used',
  'lowest-latency',
  [{ lowest: { label: 'price' } }, 'weighted'],
  [{ within: { label: 'price', slack: 0.5 } }, 'least-busy', 'round-robin'],
]
