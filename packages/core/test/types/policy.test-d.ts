import {
  type AliasInput,
  type AliasTargetInput,
  type Budget,
  type BudgetInput,
  type CredentialInput,
  checkPolicy,
  cliproxy,
  definePolicy,
  groupsFromJson,
  type Issue,
  keyProxy,
  type ModelInput,
  names,
  openCodeReview,
  type PatienceInput,
  type Policy,
  PolicyError,
  type PolicyInput,
  type PolicyOptions,
  type Pool,
  type Preset,
  type ProbeInput,
  type ProviderInput,
  type ReadGroups,
  type RetryTokensInput,
  type TargetId,
  type Tier,
  type Timeouts,
  type TimeoutsInput,
} from '@router/core'
import { expectTypeOf } from 'vitest'

// Unknown keys are mistakes, at every depth.
const providers = { openai: {} }
definePolicy({ providers })
// @ts-expect-error a policy without providers routes nothing
definePolicy({})
// @ts-expect-error it is called providers
definePolicy({ providers, upstreams: {} })
// @ts-expect-error a secret has no place in a policy
definePolicy({ providers: { openai: { credentials: { main: { apiKey: 'sk-1' } } } } })
// @ts-expect-error it is called fallback
definePolicy({ providers, aliases: { fast: { targets: ['openai/a'], fallbacks: ['slow'] } } })
// @ts-expect-error durations say their unit
definePolicy({ providers, budget: { deadline: 1_000 } })
// @ts-expect-error and are numbers
definePolicy({ providers, budget: { deadlineMs: '1s' } })
// @ts-expect-error what has no value is left away
definePolicy({ providers, commit: undefined })
// @ts-expect-error one of three
definePolicy({ providers, commit: 'never' })
// @ts-expect-error one of four
definePolicy({ providers, whenAllCooling: 'panic' })
// @ts-expect-error a class is spelled as it is
definePolicy({ providers, effects: { 'rate-limit': { next: 'stop' } } })
// @ts-expect-error an alias has targets
definePolicy({ providers, aliases: { fast: { strategy: 'round-robin' } } })
// @ts-expect-error one of three dialects
definePolicy({ providers: { openai: { dialect: 'cohere' } } })

// Each part may be written by itself.
expectTypeOf<NonNullable<PolicyInput['aliases']>[string]>().toEqualTypeOf<AliasInput>()
expectTypeOf<AliasInput['targets'][number]>().toEqualTypeOf<string | AliasTargetInput>()
expectTypeOf<PolicyInput['providers'][string]>().toEqualTypeOf<ProviderInput>()
expectTypeOf<readonly string[] | Readonly<Record<string, CredentialInput>>>().toEqualTypeOf<
  NonNullable<ProviderInput['credentials']>
>()
expectTypeOf<readonly string[] | Readonly<Record<string, ModelInput>>>().toEqualTypeOf<
  NonNullable<ProviderInput['models']>
>()
expectTypeOf<NonNullable<PolicyInput['budget']>>().toEqualTypeOf<BudgetInput>()
expectTypeOf<NonNullable<PolicyInput['patience']>>().toEqualTypeOf<PatienceInput>()
expectTypeOf<NonNullable<PolicyInput['probe']>>().toEqualTypeOf<ProbeInput>()
expectTypeOf<NonNullable<PolicyInput['retryTokens']>>().toEqualTypeOf<RetryTokensInput>()
expectTypeOf<NonNullable<PolicyInput['timeouts']>>().toEqualTypeOf<TimeoutsInput>()

// What was compiled has every default filled in and is read only; what stays open has a meaning of its own.
expectTypeOf<Policy['timeouts']>().toEqualTypeOf<Timeouts>()
expectTypeOf<Timeouts>().toEqualTypeOf<Readonly<Required<TimeoutsInput>>>()
expectTypeOf<Policy['budget']>().toEqualTypeOf<Budget>()
expectTypeOf<Budget['minAttemptMs']>().toEqualTypeOf<number>()
expectTypeOf<Budget['attempts']>().toEqualTypeOf<number | undefined>()
expectTypeOf<Policy['aliases']>().toEqualTypeOf<ReadonlyMap<string, Pool>>()
expectTypeOf<Pool['tiers'][number]>().toEqualTypeOf<Tier>()
declare const policy: Policy
// @ts-expect-error a policy is a value
policy.maxCooldownMs = 0
// @ts-expect-error all the way down
policy.targets.set('openai/default/a', undefined)

// An input is no policy, and neither is a result that nobody has looked at.
expectTypeOf<PolicyInput>().not.toExtend<Policy>()
const checked = checkPolicy({ providers })
// @ts-expect-error it may be mistakes
checked.policy
if ('issues' in checked) expectTypeOf(checked.issues).toEqualTypeOf<readonly Issue[]>()
else expectTypeOf(checked.policy).toEqualTypeOf<Policy>()
expectTypeOf(checkPolicy).parameter(0).toBeUnknown()
expectTypeOf(new PolicyError([{ path: 'providers', message: 'missing' }]).issues).toEqualTypeOf<readonly Issue[]>()
// @ts-expect-error every issue says where
new PolicyError([{ message: 'missing' }])

// What is handed in besides is called by name.
export const options: PolicyOptions = { requirements: { calm: () => undefined }, rules: {}, strategies: { mine: [] } }
// @ts-expect-error a list has no names
export const nameless: PolicyOptions = { rules: [] }
// @ts-expect-error a strategy is preferences, or a function that makes them
definePolicy({ providers }, { strategies: { mine: 'round-robin' } })

// A preset says how, never who.
expectTypeOf(cliproxy).toEqualTypeOf<Preset>()
expectTypeOf(keyProxy).toEqualTypeOf<Preset>()
expectTypeOf(openCodeReview).toEqualTypeOf<Preset>()
expectTypeOf<keyof PolicyInput & keyof Preset>().toEqualTypeOf<
  Exclude<keyof PolicyInput, 'providers' | 'aliases' | 'groups'>
>()
definePolicy({ ...cliproxy, providers })

expectTypeOf(groupsFromJson('[]')).toEqualTypeOf<ReadGroups>()
expectTypeOf<ReadGroups['groups']>().toEqualTypeOf<NonNullable<PolicyInput['groups']>>()
expectTypeOf(names(policy)).toEqualTypeOf<readonly string[]>()
expectTypeOf<Parameters<Policy['weights']['get']>[0]>().toEqualTypeOf<string>()
expectTypeOf(policy.weights.get('fast')).toEqualTypeOf<ReadonlyMap<TargetId, number> | undefined>()
