import type { PolicyInput, StrategyInput } from '@router/core'
import { policyInputs } from '@router/testing'
import type fc from 'fast-check'

/** Policies in which every alias has this strategy. */
export function inputsWith(strategy: StrategyInput): fc.Arbitrary<PolicyInput> {
  return policyInputs({ strategies: [strategy] }).map((input) => rewritten(input, strategy))
}

/** The policy with another strategy in every alias. */
export function rewritten(input: PolicyInput, strategy: StrategyInput): PolicyInput {
  const aliases = Object.entries(input.aliases ?? {}).map(([name, alias]) => [name, { ...alias, strategy }] as const)
  return { ...input, aliases: Object.fromEntries(aliases) }
}
