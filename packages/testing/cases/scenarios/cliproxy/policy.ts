import { type AliasTargetInput, cliproxy, type Policy, type PolicyInput, type ProviderInput } from '@router/core'
import { counted } from '../../grouped.js'
import { compile } from '../compile.js'
import { unmapped } from '../unmapped.js'
import type { Given, TargetRow } from './case.js'
import { cools, forces, judgeOf, retriesOf } from './judge.js'
import { type Name, namesOf, type Place } from './names.js'

/** What a policy is made for. */
export interface Asked {
  /** The name that is asked for: its size bounds the attempts. */
  readonly model?: string
  /** Only these, in this order. */
  readonly providers?: readonly string[] | undefined
  /** Sessions stay with whom their name means. */
  readonly sticky?: boolean
  /** A target that no name stands for. */
  readonly besides?: { readonly provider: string; readonly credential: string; readonly model: string }
}

/** A provider without credentials: whoever stands behind it is nobody. */
const nobody = 'nobody'

/** The policy of a case: the preset, its knobs, and every name the case knows. */
export function policyOf(given: Given, { model = '', providers, sticky = false, besides }: Asked = {}): Policy {
  const names = namesOf(given, providers)
  const effects = { ...cliproxy.effects, ...transient(given) }
  const input: PolicyInput = {
    ...cliproxy,
    providers: providersOf(given, besides),
    aliases: Object.fromEntries([
      ...[...names].map(([name, stands]) => [name, aliasOf(stands, given, sticky)] as const),
      ...(besides === undefined ? [] : [['besides this', { targets: [besides] }] as const]),
    ]),
    rules: [],
    effects,
    ...bounds(names.get(model)?.places ?? [], given),
  }
  return compile(input, {
    rules: { case: judgeOf(given, effects) },
    requirements: {
      kind: ({ labels }, { request }) =>
        (request.needs ?? []).every((need) => meets(labels, need)) ? undefined : { type: 'custom', why: 'kind' },
    },
  })
}

/** `kind=oauth` must be so, `plan!free` must not. */
function meets(labels: Readonly<Record<string, unknown>>, need: string): boolean {
  const [key = '', value] = need.split(/[=!]/)
  return need.includes('=') ? labels[key] === value : labels[key] !== value
}

function providersOf(given: Given, besides: Asked['besides']): Record<string, ProviderInput> {
  const rows: readonly TargetRow[] = [...(besides === undefined ? [] : [besides]), ...(given.targets ?? [])]
  const asked = (given.aliases ?? []).flatMap(({ targets }) => targets.map(({ provider }) => provider))
  return Object.fromEntries(
    [...new Set([...rows.map(({ provider }) => provider), ...asked, nobody])].map((provider) => {
      const own = rows.filter((row) => row.provider === provider)
      const credentials = own.map((row) => [
        row.credential,
        { refreshable: row.refresh !== undefined, cooldowns: cools(row, given) || forces(row) },
      ])
      return [provider, { credentials: Object.fromEntries(credentials) }]
    }),
  )
}

function aliasOf(
  { places, strategy, inTurn }: Name,
  given: Given,
  sticky: boolean,
): NonNullable<PolicyInput['aliases']>[string] {
  const priorities = [...new Set(places.map(({ row }) => row.priority ?? 0))].sort((a, b) => b - a)
  const isWeighted = strategy === 'weighted'
  const targets = places.map(({ row, model }, index): AliasTargetInput => {
    const rank = priorities.indexOf(row.priority ?? 0)
    const turn = strategy === 'fill-first' ? (inTurn?.[index] ?? 0) : 0
    return {
      provider: row.provider,
      credential: row.credential,
      model,
      tier: turn * priorities.length + rank,
      ...(isWeighted ? { weight: Math.max(0, row.weight ?? 1) } : {}),
      labels: {
        credential: row.credential,
        ...(row.kind === undefined ? {} : { kind: row.kind }),
        ...(row.plan === undefined ? {} : { plan: row.plan }),
      },
    }
  })
  return {
    targets: targets.length === 0 ? [`${nobody}/none`] : targets,
    strategy: sticky ? ['sticky', strategy] : strategy,
    nativeFirst: given.config?.native_priority ?? false,
  }
}

/**
 * Rounds are attempts and patience: each further one asks every credential once more, and none waits longer. A credential
 * is asked for every model that it has behind the name.
 */
function bounds(places: readonly Place[], given: Given): Pick<PolicyInput, 'budget' | 'patience'> {
  const { max_retry_credentials: perRound = 0, max_retry_interval_ms: intervalMs = 0 } = given.config ?? {}
  const rounds = Math.max(0, ...places.map(({ row }) => retriesOf(row, given)))
  const credentials = new Set(places.map(({ row }) => row.credential)).size
  if (perRound > 0 && perRound < credentials && rounds > 0 && places.some(({ row }) => !cools(row, given)))
    unmapped('a bound on the credentials of a round, where nobody cools')
  const refreshes = new Set(places.filter(({ row }) => row.refresh !== undefined).map(({ row }) => row.credential)).size
  const widest = Math.max(0, ...Object.values(counted(places, ({ row }) => row.credential)))
  const attempts = (perRound > 0 ? perRound * widest : places.length) * (rounds + 1) + refreshes
  return {
    budget: { attempts: Math.max(1, attempts) },
    patience: { totalMs: rounds > 0 ? Math.max(0, intervalMs) : 0 },
  }
}

function transient({ config }: Given): NonNullable<PolicyInput['effects']> {
  const seconds = config?.transient_error_cooldown_s ?? 0
  if (seconds === 0) return {}
  const cooldown = seconds < 0 ? 'none' : { firstMs: seconds * 1_000, factor: 1, capMs: seconds * 1_000 }
  const passing = ['overloaded', 'server-error', 'gateway-error', 'network-error', 'stream-broken'] as const
  return Object.fromEntries(passing.map((each) => [each, { ...cliproxy.effects?.[each], cooldown }]))
}
