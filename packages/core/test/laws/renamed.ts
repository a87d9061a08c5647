import type { AliasTargetInput, PolicyInput, ProviderInput, UserRule } from '@router/core'
import { targetOf } from '../../src/policy/filled-input.js'

/** The policy in which every name is another, and nothing else: names of vendors and prefixes are said, not derived. */
export function renamed(input: PolicyInput, to: (name: string) => string): PolicyInput {
  const target = (entry: string | AliasTargetInput): AliasTargetInput => {
    const { provider, model, credential, ...rest } = targetOf(entry)
    return {
      ...rest,
      provider: to(provider),
      model: to(model),
      ...(credential === undefined ? {} : { credential: to(credential) }),
    }
  }
  const member = (entry: string): string => {
    const { provider, model } = targetOf(entry)
    return `${to(provider)}/${to(model)}`
  }
  const provider = ({ credentials = ['default'], models = [], ...rest }: ProviderInput): ProviderInput => ({
    ...rest,
    vendor: 'openai',
    nativePrefixes: [],
    credentials: isList(credentials) ? credentials.map(to) : keysRenamed(credentials, to),
    models: isList(models) ? models.map(to) : keysRenamed(models, to),
  })
  const rule = ({ provider: name, ...rest }: UserRule): UserRule => ({
    ...rest,
    ...(name === undefined ? {} : { provider: to(name) }),
  })
  const { providers, aliases = {}, groups = [], rules = [], ...settings } = input
  return {
    ...settings,
    providers: keysRenamed(
      Object.fromEntries(Object.entries(providers).map(([name, each]) => [name, provider(each)])),
      to,
    ),
    aliases: keysRenamed(
      Object.fromEntries(
        Object.entries(aliases).map(([name, { targets, fallback = [], largerContext, ...alias }]) => [
          name,
          {
            ...alias,
            targets: targets.map(target),
            fallback: fallback.map(to),
            ...(largerContext === undefined ? {} : { largerContext: to(largerContext) }),
          },
        ]),
      ),
      to,
    ),
    groups: groups.map((group) => group.map(member)),
    rules: rules.map(rule),
  }
}

const isList = (value: unknown): value is readonly string[] => Array.isArray(value)

function keysRenamed<T>(record: Readonly<Record<string, T>>, to: (name: string) => string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [to(name), value]))
}
