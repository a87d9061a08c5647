import type {
  AliasInput,
  AliasTargetInput,
  CredentialInput,
  PolicyInput,
  ProviderInput,
  StrategyInput,
} from '@router/core'
import * as fc from 'fast-check'
import { mostly } from './hostile-names.js'
import { type PolicySettings, policySettings } from './policy-settings.js'

/** What {@link policyInputs} may be told. */
export interface PolicyInputOptions {
  /** The strategies that aliases name; by default all that core has. */
  readonly strategies?: readonly StrategyInput[]
  /** Everything besides names; by default {@link policySettings}. */
  readonly settings?: fc.Arbitrary<PolicySettings>
}

type Credential = { readonly id: string; readonly input: CredentialInput }
type Target = { provider: number; model: number; credential?: number; tier?: number; weight?: number; price?: number }

/**
 * Policies as operators write them: one to four providers with one to three credentials each, models that several
 * providers offer, aliases with tiers, weights, strategies and fallback, groups, and now and then a hostile name. Always
 * valid: `definePolicy` takes every one. Shrinks to one provider, one alias and no settings.
 */
export function policyInputs({
  strategies = allStrategies,
  settings = policySettings(),
}: PolicyInputOptions = {}): fc.Arbitrary<PolicyInput> {
  return fc
    .record({
      providers: fc.uniqueArray(providers(), { minLength: 1, maxLength: 4, selector: ({ name }) => name }),
      models: fc.uniqueArray(mostly('a', 'b', 'c'), { minLength: 1, maxLength: 3 }),
      aliases: fc.uniqueArray(aliases(strategies), {
        minLength: 1,
        maxLength: 3,
        selector: ({ name }) => name.trim().toLowerCase(),
      }),
      groups: fc.array(fc.array(fc.record({ provider: fc.nat(3), model: fc.nat(2) }), { minLength: 1, maxLength: 3 }), {
        maxLength: 1,
      }),
      settings,
    })
    .map(build)
}

/** Every strategy that core has, and some of what they compose to. */
const allStrategies: readonly StrategyInput[] = [
  'round-robin',
  'fill-first',
  'weighted',
  'random',
  'sticky',
  'least-busy',
  'least-recently-used',
  'lowest-latency',
  { sample: 2 },
  [{ sample: 2 }, 'least-busy', 'weighted'],
  [{ lowest: { label: 'price' } }, 'round-robin'],
  [{ within: { label: 'price', slack: 0.5 } }, 'sticky'],
]

const tiers = fc.integer({ min: 0, max: 2 })
const weights = fc.integer({ min: 0, max: 3 })

const credentials: fc.Arbitrary<Credential> = fc.record({
  id: mostly('key-1', 'key-2', 'key-3'),
  input: fc.record(
    {
      tier: tiers,
      weight: weights,
      revision: fc.constantFrom('1', '2'),
      refreshable: fc.boolean(),
      maxInFlight: fc.integer({ min: 1, max: 3 }),
    },
    { requiredKeys: [] },
  ),
})

interface Provider {
  readonly name: string
  readonly dialect?: NonNullable<ProviderInput['dialect']>
  readonly credentials: readonly Credential[]
  readonly plain: boolean
  readonly offers: readonly number[]
}

const providers = (): fc.Arbitrary<Provider> =>
  fc.record(
    {
      name: mostly('openai', 'groq', 'anthropic', 'acme'),
      dialect: fc.constantFrom('openai', 'openai', 'openai', 'anthropic', 'gemini'),
      credentials: fc.uniqueArray(credentials, { minLength: 1, maxLength: 3, selector: ({ id }) => id }),
      plain: fc.boolean(),
      offers: fc.array(fc.nat(2), { maxLength: 3 }),
    },
    { requiredKeys: ['name', 'credentials', 'plain', 'offers'] },
  )

interface Alias {
  readonly name: string
  readonly targets: readonly Target[]
  readonly strategy?: StrategyInput
  readonly fallback?: boolean
  readonly larger?: boolean
  readonly nativeFirst?: boolean
}

const aliases = (strategies: readonly StrategyInput[]): fc.Arbitrary<Alias> =>
  fc.record(
    {
      name: mostly('fast', 'smart', 'cheap'),
      targets: fc.array(
        fc.record(
          {
            provider: fc.nat(3),
            model: fc.nat(2),
            credential: fc.nat(2),
            tier: tiers,
            weight: weights,
            price: fc.nat(3),
          },
          { requiredKeys: ['provider', 'model'] },
        ),
        { minLength: 1, maxLength: 5 },
      ),
      strategy: fc.constantFrom(...strategies),
      fallback: fc.boolean(),
      larger: fc.boolean(),
      nativeFirst: fc.boolean(),
    },
    { requiredKeys: ['name', 'targets'] },
  )

function build({
  providers,
  models,
  aliases,
  groups,
  settings,
}: {
  readonly providers: readonly Provider[]
  readonly models: readonly string[]
  readonly aliases: readonly Alias[]
  readonly groups: readonly (readonly { readonly provider: number; readonly model: number }[])[]
  readonly settings: PolicySettings
}): PolicyInput {
  const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T
  const target = ({ provider, model, credential, tier, weight, price }: Target): AliasTargetInput => {
    const { name, credentials } = at(providers, provider)
    return {
      provider: name,
      model: at(models, model),
      ...(credential === undefined ? {} : { credential: at(credentials, credential).id }),
      ...(tier === undefined ? {} : { tier }),
      ...(weight === undefined ? {} : { weight }),
      ...(price === undefined ? {} : { labels: { price } }),
    }
  }
  const alias = ({ targets, strategy, fallback, larger, nativeFirst }: Alias, index: number): AliasInput => {
    // Only later aliases are named, so no alias leads back to itself.
    const later = aliases.slice(index + 1).map(({ name }) => name)
    const [next] = later
    return {
      // One target that is not drained, or the alias would be a mistake.
      targets: targets.map((each, place) => target(place === 0 ? withoutShare(each) : each)),
      ...(strategy === undefined ? {} : { strategy }),
      ...(fallback && next !== undefined ? { fallback: later } : {}),
      ...(larger && next !== undefined ? { largerContext: next } : {}),
      ...(nativeFirst === undefined ? {} : { nativeFirst }),
    }
  }
  const memberName = ({ provider, model }: { provider: number; model: number }): string =>
    `${at(providers, provider).name}/${at(models, model)}`
  return {
    providers: Object.fromEntries(
      providers.map(({ name, dialect, credentials, plain, offers }) => [
        name,
        {
          ...(dialect === undefined ? {} : { dialect }),
          credentials: plain ? credentials.map(({ id }) => id) : Object.fromEntries(credentials.map(credentialEntry)),
          models: offers.map((offer) => at(models, offer)),
        },
      ]),
    ),
    aliases: Object.fromEntries(aliases.map((each, index) => [each.name, alias(each, index)])),
    ...(groups.length === 0 ? {} : { groups: groups.map((group) => group.map(memberName)) }),
    ...settings,
  }
}

/** The first credential of a provider is never drained, for the same reason. */
function credentialEntry({ id, input }: Credential, index: number): [string, CredentialInput] {
  const { weight: _, ...undrained } = input
  return [id, index === 0 ? undrained : input]
}

function withoutShare({ weight: _, credential: __, ...rest }: Target): Target {
  return rest
}
