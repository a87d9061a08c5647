import { type Check, number, object, text } from '../lib/check.js'
import type { Json } from '../words/json.js'
import type { Preference, Score, Strategy } from './preference.js'
import { fillFirst } from './preferences/fill-first.js'
import { leastBusy } from './preferences/least-busy.js'
import { leastRecentlyUsed } from './preferences/least-recently-used.js'
import { lowest } from './preferences/lowest.js'
import { lowestLatency } from './preferences/lowest-latency.js'
import { random } from './preferences/random.js'
import { roundRobin } from './preferences/round-robin.js'
import { sample } from './preferences/sample.js'
import { sticky } from './preferences/sticky.js'
import { weighted } from './preferences/weighted.js'
import { within } from './preferences/within.js'

/**
 * What a name in a policy stands for: preferences, or a function that makes them of the parameter beside the name (null
 * where there is none; what it throws becomes a mistake of the policy).
 */
export type NamedStrategy = Strategy | Preference | StrategyMaker

/** Makes preferences of a parameter; `parameter` says which it takes. */
export type StrategyMaker = ((parameter: Json) => Strategy | Preference) & { readonly parameter?: Check }

const byLabel =
  (label: string): Score =>
  ({ labels }) =>
    Number(labels[label] ?? Number.NaN)

const withParameter = <P>(parameter: Check, make: (parameter: P) => Preference): StrategyMaker =>
  Object.assign(make as (parameter: unknown) => Preference, { parameter })

/** The built-in strategies by the names a policy calls them. */
export const strategies: ReadonlyMap<string, NamedStrategy> = new Map<string, NamedStrategy>([
  ['fill-first', fillFirst],
  ['round-robin', roundRobin],
  ['weighted', weighted],
  ['random', random],
  ['sticky', sticky],
  ['least-busy', leastBusy],
  ['least-recently-used', leastRecentlyUsed],
  ['lowest-latency', lowestLatency],
  ['sample', withParameter(number({ min: 1, whole: true }), sample)],
  [
    'lowest',
    withParameter(object({ label: text }, ['label']), ({ label }: { label: string }) =>
      lowest(`lowest ${label}`, byLabel(label)),
    ),
  ],
  [
    'within',
    withParameter(
      object({ label: text, slack: number() }, ['label', 'slack']),
      ({ label, slack }: { label: string; slack: number }) => within(slack, byLabel(label)),
    ),
  ],
])
