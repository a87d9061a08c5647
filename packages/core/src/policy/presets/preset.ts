import type { CooldownLadder, Effect } from '../../failure/effect.js'
import type { FailureClass } from '../../failure/failure-class.js'
import type { UserRule } from '../../failure/user-rule.js'
import type { Milliseconds } from '../../words/time.js'
import type { PolicyInput } from '../policy-input.js'

/** How one existing system routes, as plain input to spread into one's own: everything but names. */
export type Preset = Readonly<Omit<PolicyInput, 'providers' | 'aliases' | 'groups'>>

/** A preset that is made only where it is used: the calls that put it together would keep it in every bundle. */
export const preset = (make: () => Preset): Preset => make()

/** A cooldown that is always so long. */
export const flat = (ms: Milliseconds): CooldownLadder => ({ firstMs: ms, factor: 1, capMs: ms })

/** The classes of a failure that passes by itself. */
const passing: readonly FailureClass[] = [
  'overloaded',
  'server-error',
  'gateway-error',
  'timeout',
  'network-error',
  'stream-broken',
]

/** The same effect for each of these classes; of itself, for every failure that passes by itself. */
export const ofClasses = (
  effect: Partial<Effect>,
  classes: readonly FailureClass[] = passing,
): NonNullable<PolicyInput['effects']> => Object.fromEntries(classes.map((each) => [each, effect]))

/** The same for every status. */
export const ofStatuses = (statuses: readonly number[], rule: UserRule): readonly UserRule[] =>
  statuses.map((status) => ({ status, ...rule }))

/** So many that they bound nothing: these systems bound the retries of one request only. */
export const plenty: NonNullable<PolicyInput['retryTokens']> = { ratio: 1_000, burst: 1_000_000 }
