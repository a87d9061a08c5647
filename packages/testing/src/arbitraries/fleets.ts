import type { AliasTargetInput, Json, PolicyInput } from '@router/core'
import * as fc from 'fast-check'
import { mostly } from './hostile-names.js'

/** What {@link fleets} may be told. */
export interface FleetOptions {
  /** 1 and 4 by default. */
  readonly minTargets?: number
  readonly maxTargets?: number
  /** The strategy of the alias; by default none is named. */
  readonly strategy?: string
  /** What the operator says about a target in labels; nothing by default. */
  readonly labels?: fc.Arbitrary<Readonly<Record<string, Json>>>
  /** The weight of a target; 1 to 3 by default. */
  readonly weights?: fc.Arbitrary<number>
}

/**
 * The smallest policies in which there is something to choose: one alias, `fast`, and its targets in one tier. Some share
 * a provider, a credential or a model. Shrinks to few targets with names like `a/default/m`.
 *
 * @example
 * ```ts
 * import { definePolicy } from '@router/core'
 * import { fleets } from '@router/testing'
 * import fc from 'fast-check'
 * const sizes = fc.sample(fleets({ minTargets: 2, maxTargets: 2 }), { numRuns: 3, seed: 1 }).map((input) => definePolicy(input).aliases.get('fast')?.size)
 * console.log(sizes.join(' ')) // → 2 2 2
 * ```
 */
export function fleets({
  minTargets = 1,
  maxTargets = 4,
  strategy,
  labels = fc.constant({}),
  weights = fc.integer({ min: 1, max: 3 }),
}: FleetOptions = {}): fc.Arbitrary<PolicyInput> {
  const target = fc.record({
    provider: mostly('a', 'b', 'c'),
    key: fc.constantFrom('key-1', 'key-2'),
    model: fc.constantFrom('m', 'n'),
    weight: weights,
    labels,
  })
  return fc
    .uniqueArray(target, {
      minLength: minTargets,
      maxLength: maxTargets,
      selector: ({ provider, key, model }) => `${provider}/${key}/${model}`,
    })
    .map((targets) => build(targets, strategy))
}

interface FleetTarget {
  readonly provider: string
  readonly key: string
  readonly model: string
  readonly weight: number
  readonly labels: Readonly<Record<string, Json>>
}

/** As short as it can be said: a provider with one key needs no name for it, and a plain target is a string. */
function build(targets: readonly FleetTarget[], strategy: string | undefined): PolicyInput {
  const keys = new Map<string, Set<string>>()
  for (const { provider, key } of targets) keys.set(provider, (keys.get(provider) ?? new Set()).add(key))
  const isLone = (provider: string): boolean => keys.get(provider)?.size === 1
  const entryOf = ({ provider, key, model, weight, labels }: FleetTarget): string | AliasTargetInput => {
    const said = {
      ...(isLone(provider) ? {} : { credential: key }),
      ...(weight === 1 ? {} : { weight }),
      ...(Object.keys(labels).length === 0 ? {} : { labels }),
    }
    return Object.keys(said).length === 0 ? `${provider}/${model}` : { provider, model, ...said }
  }
  return {
    providers: Object.fromEntries(
      [...keys].map(([provider, ids]) => [provider, isLone(provider) ? {} : { credentials: [...ids].sort() }]),
    ),
    aliases: { fast: { targets: targets.map(entryOf), ...(strategy === undefined ? {} : { strategy }) } },
  }
}
