import type { Policy } from '@router/core'
import { type SimulationSetting, simulated, unknownScopes } from './simulate.js'
import { type NamedSimulation, plot } from './svg/plot.js'
import { table } from './table.js'

/** What several policies came to in the same simulation. */
export interface Comparison {
  readonly simulations: readonly NamedSimulation[]
  /** Side by side, as plain text. */
  readonly table: string
  /** Lanes and shares over time, as one SVG. */
  readonly svg: string
}

/**
 * The same requests and the same upstreams, under each of these policies: chance is common to all of them, so what differs
 * is the policies' doing. A policy without a name is called A, B, C in its place.
 *
 * @example
 * ```ts
 * import { definePolicy } from '@router/core'
 * import { compare, poisson } from '@router/testing'
 * const policyOf = (strategy: string) =>
 *   definePolicy({ providers: { a: {}, b: {} }, aliases: { fast: { targets: ['a/m', 'b/m'], strategy } } })
 * const { table } = compare([{ name: 'in turn', policy: policyOf('round-robin') }, { name: 'in order', policy: policyOf('fill-first') }], {
 *   upstreams: {},
 *   workload: poisson({ model: 'fast', requests: 100, perSecond: 1 }),
 * })
 * console.log(table.split('\n').at(-1)) // → share of b/default/m          50.0 %     0.0 %
 * ```
 */
export function compare(
  policies: readonly (Policy | { readonly name: string; readonly policy: Policy })[],
  setting: SimulationSetting,
): Comparison {
  const named = policies.map((each, index) =>
    'policy' in each ? each : { name: String.fromCharCode(65 + index), policy: each },
  )
  // A scope may be another policy's.
  const unknown = Object.keys(setting.upstreams).filter((key) =>
    named.every(({ policy }) => unknownScopes(policy, { [key]: {} }).length > 0),
  )
  if (unknown.length > 0) throw new TypeError(`no policy has ${unknown.join(', ')}`)
  const simulations = named.map(({ name, policy }) => ({ name, simulation: simulated({ ...setting, policy }) }))
  return { simulations, table: table(simulations), svg: plot(simulations) }
}
