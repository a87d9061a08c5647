import { vendorTables } from '../../failure/vendors/index.js'
import { wrong } from '../../lib/check.js'
import { type Issue, keyPath } from '../../lib/issue.js'
import { compileProviders } from '../compile-providers.js'
import { type FilledAlias, type FilledInput, targetOf } from '../filled-input.js'
import type { Policy } from '../policy.js'
import { foldName } from '../resolve.js'

/** What is allowed but hardly meant; input that has no mistakes. */
export function policyWarnings(input: FilledInput, policy: Policy): readonly Issue[] {
  const providers = compileProviders(input.providers)
  return [
    ...vendorWarnings(input),
    ...Object.entries(input.aliases).flatMap(([name, alias]) => aliasWarnings(name, alias, providers, policy)),
    ...timeWarnings(policy),
  ]
}

function vendorWarnings({ providers }: FilledInput): readonly Issue[] {
  return Object.entries(providers).flatMap(([name, { vendor, dialect }]) =>
    vendor === undefined || vendorTables.has(vendor.trim())
      ? []
      : wrong(
          `${keyPath('providers', name)}.vendor`,
          `no table is called ${JSON.stringify(vendor)}: replies are read as those of ${dialect}`,
        ),
  )
}

type Providers = ReturnType<typeof compileProviders>

function aliasWarnings(name: string, alias: FilledAlias, providers: Providers, policy: Policy): readonly Issue[] {
  const path = keyPath('aliases', name)
  const { tiers = [], size = 0 } = policy.aliases.get(foldName(name)) ?? {}
  const { attempts = size } = policy.budget
  const served = new Set(tiers.map((tier) => foldName(tier.name)))
  return [
    ...targetWarnings(alias, `${path}.targets`, providers),
    ...alias.fallback.flatMap((next, index) =>
      served.has(foldName(next)) ? [] : wrong(`${path}.fallback[${index}]`, 'adds no target'),
    ),
    ...(attempts < size ? wrong('budget.attempts', `${attempts} cannot try all ${size} targets of ${name}`) : []),
    ...(attempts === 1 && size > 1 && tiers[0]?.strategy.some((preference) => preference.name === 'sticky')
      ? wrong(`${path}.strategy`, 'with 1 attempt no session can fail over')
      : []),
  ]
}

function targetWarnings({ targets }: FilledAlias, path: string, providers: Providers): readonly Issue[] {
  const seen = new Set<string>()
  return targets.flatMap((entry, index) => {
    const { provider, model, credential = '' } = targetOf(entry)
    const at = `${path}[${index}]`
    const key = `${provider}/${credential}/${model}`
    if (seen.has(key)) return wrong(at, 'repeats an earlier target')
    seen.add(key)
    const models = providers.get(provider)?.models
    return models === undefined || models.size === 0 || models.has(model)
      ? []
      : wrong(at, `provider ${provider} does not declare model ${model}`)
  })
}

/** Waits and cooldowns that make each other pointless. */
function timeWarnings({
  budget,
  patience,
  effects,
  whenAllCooling,
  maxCooldownMs,
  statedEffects,
}: Policy): readonly Issue[] {
  const { deadlineMs = Number.POSITIVE_INFINITY, minAttemptMs } = budget
  const { totalMs, sameTargetMs } = patience
  const ladders = Object.entries(effects).flatMap(([each, { cooldown }]) =>
    typeof cooldown === 'string' ? [] : [{ each, ...cooldown }],
  )
  const shortestMs = Math.min(maxCooldownMs, ...ladders.map(({ firstMs }) => firstMs))
  const found: readonly (readonly [holds: boolean, path: string, message: string])[] = [
    [deadlineMs < minAttemptMs, 'budget.deadlineMs', 'is below minAttemptMs: no attempt can start'],
    [totalMs >= deadlineMs, 'patience.totalMs', 'outlasts the deadline'],
    [sameTargetMs > totalMs, 'patience.sameTargetMs', 'is cut to totalMs'],
    [
      sameTargetMs > 0 && sameTargetMs >= maxCooldownMs,
      'patience.sameTargetMs',
      'outlasts every cooldown: no hint ever fails over',
    ],
    [
      whenAllCooling === 'wait' && totalMs < shortestMs,
      'patience.totalMs',
      'is shorter than every cooldown: waiting hardly helps',
    ],
    ...ladders.map(({ each, firstMs }) => {
      const isCut = firstMs > maxCooldownMs && Object.hasOwn(statedEffects, each)
      return [isCut, `effects.${each}.cooldown`, 'is cut to maxCooldownMs'] as const
    }),
  ]
  return found.flatMap(([holds, path, message]) => (holds ? wrong(path, message) : []))
}
