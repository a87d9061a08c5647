import { vendorTables } from '../../failure/vendors/index.js'
import { type Issue, keyPath } from '../../lib/issue.js'
import { targetOf } from '../compile-pools.js'
import { compileProviders } from '../compile-providers.js'
import type { PolicyInput } from '../policy-input.js'

/** What is allowed but hardly meant; input that has no mistakes. */
export function policyWarnings(input: PolicyInput): readonly Issue[] {
  return [...vendorWarnings(input), ...modelWarnings(input)]
}

function vendorWarnings({ providers }: PolicyInput): readonly Issue[] {
  return Object.entries(providers).flatMap(([name, { vendor, dialect = 'openai' }]) => {
    if (vendor === undefined || vendorTables.has(vendor.trim())) return []
    const message = `no table is called ${JSON.stringify(vendor)}: replies are read as those of ${dialect}`
    return [{ path: `${keyPath('providers', name)}.vendor`, message }]
  })
}

function modelWarnings(input: PolicyInput): readonly Issue[] {
  const providers = compileProviders(input.providers)
  return Object.entries(input.aliases ?? {}).flatMap(([name, alias]) =>
    alias.targets.flatMap((entry, index) => {
      const { provider, model } = targetOf(entry)
      const models = providers.get(provider)?.models
      if (models === undefined || models.size === 0 || models.has(model)) return []
      const message = `provider ${provider} does not declare model ${model}`
      return [{ path: `${keyPath('aliases', name)}.targets[${index}]`, message }]
    }),
  )
}
