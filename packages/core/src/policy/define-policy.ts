import { defaultEffects } from '../failure/effect.js'
import type { Rule } from '../failure/failure.js'
import { failureClasses } from '../failure/failure-class.js'
import { compileUserRule } from '../failure/user-rule.js'
import type { Issue } from '../lib/issue.js'
import type { Preference, Strategy } from '../strategy/preference.js'
import type { Requirement } from '../strategy/requirement.js'
import { strategies } from '../strategy/strategies.js'
import { meaningIssues } from './check/meaning.js'
import { policyShape } from './check/policy-shape.js'
import { policyWarnings } from './check/warnings.js'
import { compilePools } from './compile-pools.js'
import { compileProviders } from './compile-providers.js'
import { policyDefaults } from './defaults.js'
import type { Policy } from './policy.js'
import { PolicyError } from './policy-error.js'
import type { AliasInput, PolicyInput } from './policy-input.js'
import { foldName } from './resolve.js'

/** What plain JSON cannot hold, by the names the input calls it; handed in, never registered globally. */
export interface PolicyOptions {
  readonly strategies?: Readonly<Record<string, Strategy | Preference>>
  /** Judge replies before everything else, in this order. */
  readonly rules?: Readonly<Record<string, Rule>>
  /** Asked of every candidate, besides the built-in ones. */
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
  const shapeIssues = policyShape(input, '')
  const shaped = input as PolicyInput
  const known = new Map([...strategies, ...Object.entries(options.strategies ?? {}).map(named)])
  const issues = [...shapeIssues, ...meaningIssues(shaped, known, shapeIssues)]
  if (issues.length > 0) return { issues }
  return { policy: compile(shaped, known, options), warnings: policyWarnings(shaped) }
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

const named = ([name, strategy]: readonly [string, Strategy | Preference]): readonly [string, Strategy] => [
  name,
  'narrow' in strategy ? [strategy] : strategy,
]

function compile(input: PolicyInput, known: ReadonlyMap<string, Strategy>, options: PolicyOptions): Policy {
  const strategyOf = (names: AliasInput['strategy'] = 'round-robin'): Strategy =>
    (typeof names === 'string' ? [names] : names).flatMap((name) => known.get(name.trim()) ?? [])
  const pools = compilePools({
    providers: compileProviders(input.providers),
    aliases: new Map(
      Object.entries(input.aliases ?? {}).map(([name, alias]) => [foldName(name), { name: name.trim(), input: alias }]),
    ),
    groups: input.groups ?? [],
    strategyOf,
  })
  return {
    ...policyDefaults,
    ...pools,
    scopes: new Set([...pools.targets.values()].flatMap(({ scopes }) => Object.values(scopes))),
    rules: [
      ...Object.values(options.rules ?? {}),
      ...(input.rules ?? []).map((rule, index) => compileUserRule(rule, `rules[${index}]`)),
    ],
    requirements: Object.entries(options.requirements ?? {}),
    effects: effectsOf(input.effects ?? {}),
    statedEffects: input.effects ?? {},
    budget: { ...policyDefaults.budget, ...stated(input.budget) },
    patience: { ...policyDefaults.patience, ...stated(input.patience) },
    retryTokens: { ...policyDefaults.retryTokens, ...stated(input.retryTokens) },
    timeouts: { ...policyDefaults.timeouts, ...stated(input.timeouts) },
    probe: { ...policyDefaults.probe, ...stated(input.probe) },
    ...stated({ whenAllCooling: input.whenAllCooling, commit: input.commit, maxCooldownMs: input.maxCooldownMs }),
  }
}

function effectsOf(statedEffects: NonNullable<PolicyInput['effects']>): Policy['effects'] {
  const entries = failureClasses.map(
    (each) => [each, { ...defaultEffects[each], ...stated(statedEffects[each]) }] as const,
  )
  return Object.fromEntries(entries) as unknown as Policy['effects']
}

/** What is really said: a key that holds undefined says nothing. */
function stated<T extends object>(part: T | undefined): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(part ?? {}).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> }
}
