import type { Rule } from '../failure/failure.js'
import { compileUserRule } from '../failure/user-rule.js'
import type { Issue } from '../lib/issue.js'
import { readStrategy } from '../strategy/read-strategy.js'
import type { Requirement } from '../strategy/requirement.js'
import { type NamedStrategy, strategies } from '../strategy/strategies.js'
import { meaningIssues } from './check/meaning.js'
import { policyShape } from './check/policy-shape.js'
import { policyWarnings } from './check/warnings.js'
import { compilePools } from './compile-pools.js'
import { compileProviders } from './compile-providers.js'
import { type FilledInput, filledInput } from './filled-input.js'
import type { Policy } from './policy.js'
import { PolicyError } from './policy-error.js'
import type { PolicyInput } from './policy-input.js'
import { foldName } from './resolve.js'

/** What plain JSON cannot hold, by the names the input calls it; handed in, never registered globally. */
export interface PolicyOptions {
  /** Besides the built-in ones: preferences, or functions that make them of the parameter beside the name. */
  readonly strategies?: Readonly<Record<string, NamedStrategy>>
  /** Judge replies before everything else, in this order. */
  readonly rules?: Readonly<Record<string, Rule>>
  /** Asked of every candidate, besides the built-in ones; explanations call them by these names. */
  readonly requirements?: Readonly<Record<string, Requirement>>
}

/**
 * Plain input to a policy, or every mistake at once with its path (rule 3). What is merely unwise comes as a warning.
 *
 * @example
 * ```ts
 * import { checkPolicy } from '@router/core'
 * const checked = checkPolicy({ providers: {}, aliases: { fast: { targets: ['openai/gpt-4o'] } } })
 * if ('issues' in checked) console.log(checked.issues[0]?.path) // → aliases.fast.targets[0]
 * ```
 */
export function checkPolicy(
  input: unknown,
  options: PolicyOptions = {},
): { readonly policy: Policy; readonly warnings: readonly Issue[] } | { readonly issues: readonly Issue[] } {
  const known = new Map([...strategies, ...Object.entries(options.strategies ?? {})])
  const issues = [...policyShape(input, ''), ...meaningIssues(input, known)]
  if (issues.length > 0) return { issues }
  const full = filledInput(input as PolicyInput)
  const policy = compile(full, input as PolicyInput, known, options)
  return { policy, warnings: policyWarnings(full, policy) }
}

/**
 * The same, for those who want it or nothing: throws a {@link PolicyError} that lists every mistake with its path.
 *
 * @example
 * ```ts
 * import { definePolicy, names } from '@router/core'
 * const policy = definePolicy({
 *   providers: { openai: { credentials: ['key-1', 'key-2'] }, groq: {} },
 *   aliases: { fast: { targets: ['openai/gpt-4o-mini', { provider: 'groq', model: 'llama-3.3-70b', tier: 1 }] } },
 * })
 * console.log(names(policy)[0], policy.targets.size) // → fast 3
 * ```
 */
export function definePolicy(input: PolicyInput, options: PolicyOptions = {}): Policy {
  const checked = checkPolicy(input, options)
  if ('issues' in checked) throw new PolicyError(checked.issues)
  return checked.policy
}

function compile(
  full: FilledInput,
  { effects: statedEffects = {} }: PolicyInput,
  known: ReadonlyMap<string, NamedStrategy>,
  options: PolicyOptions,
): Policy {
  const { providers, aliases, groups, rules, ...settings } = full
  const byFoldedName = Object.entries(aliases).map(
    ([name, input]) => [foldName(name), { name: name.trim(), input }] as const,
  )
  return {
    ...settings,
    ...compilePools({
      providers: compileProviders(providers),
      aliases: new Map(byFoldedName),
      groups,
      strategyOf: (input) => readStrategy(input, known, '').strategy,
    }),
    rules: [
      ...Object.values(options.rules ?? {}),
      ...rules.map((rule, index) => compileUserRule(rule, `rules[${index}]`, full.effects)),
    ],
    requirements: Object.entries(options.requirements ?? {}),
    statedEffects,
  }
}
