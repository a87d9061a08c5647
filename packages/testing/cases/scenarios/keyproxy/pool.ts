import type { AliasTargetInput, PolicyInput, ProviderInput } from '@router/core'
import { unmapped } from '../unmapped.js'
import { type Given, isReview, type TargetRow } from './case.js'

/** What a request draws from: the name it asks for, and the part of the policy that gives it a meaning. */
export interface Pool {
  readonly name: string
  readonly names: Pick<PolicyInput, 'aliases' | 'groups'>
  readonly rows: readonly TargetRow[]
}

/** The pool behind a name; without one, that of the group, or of all targets. */
export function poolOf(given: Given, asked: string | undefined, session: boolean): Pool {
  const { group, targets, strategy } = given
  const members = group?.members ?? []
  const ofModels = members.some((member) => member.includes('/'))
  if (group !== undefined && group !== null && ofModels && (strategy === 'sequential_provider' || strategy == null)) {
    const name = members.find((member) => member === asked) ?? members[0] ?? ''
    return { name, names: { groups: [members] }, rows: targets.filter((row) => members.includes(modelOf(row))) }
  }
  const rows = rowsOf(given, asked)
  const name = asked !== undefined && !isReview(given) ? asked : (group?.name ?? 'all')
  return {
    name,
    names: { aliases: { [name]: { targets: entriesOf(rows, given), strategy: strategyOf(given, session) } } },
    rows,
  }
}

/** The members of the group, the one that is asked for first; else the targets of the model; else all. */
function rowsOf({ group, targets }: Given, asked: string | undefined): readonly TargetRow[] {
  const members = group?.members ?? []
  if (members.length === 0) {
    const own = targets.filter((row) => modelOf(row) === asked)
    return asked === undefined ? targets : own
  }
  const promoted = [...members.filter((member) => member === asked), ...members.filter((member) => member !== asked)]
  return promoted.flatMap((member) => targets.filter((row) => row.id === member || modelOf(row) === member))
}

const modelOf = ({ provider, model }: TargetRow): string => `${provider}/${model}`

const last = 999

function entriesOf(rows: readonly TargetRow[], given: Given): readonly AliasTargetInput[] {
  const isTiered = !['round_robin', 'priority'].includes(given.strategy ?? '')
  if (rows.length === 0) return [{ provider: nobody, model: 'none' }]
  return rows.map((row) => ({
    provider: row.provider,
    credential: credentialOf(given, row.credential),
    model: row.model,
    tier: isTiered ? (row.priority ?? last) : 0,
    labels: {
      priority: row.priority ?? null,
      optimal: row.optimal_concurrent ?? null,
    },
  }))
}

const strategies: Readonly<Record<string, readonly string[]>> = {
  priority: ['fill-first'],
  fill_first: ['fill-first'],
  tier_first: ['fill-first'],
  sequential_provider: ['fill-first'],
  round_robin: ['round-robin'],
}

function strategyOf({ strategy, policy, targets }: Given, session: boolean): readonly string[] {
  const base = strategies[strategy ?? 'fill_first'] ?? unmapped(`strategy ${strategy}`)
  const spread = targets.some(({ optimal_concurrent }) => (optimal_concurrent ?? 0) > 0) ? ['below-optimal'] : []
  return [...spread, ...(session && (policy?.sticky_ttl_ms ?? 0) > 0 ? ['sticky'] : []), ...base]
}

/** A credential there is the secret itself; here it is known by an id that says nothing of it. */
export function credentialOf({ targets }: Given, credential: string): string {
  const index = [...new Set(targets.map((row) => row.credential))].indexOf(credential)
  return index < 0 ? credential : `key-${index + 1}`
}

/** A provider without credentials: whoever stands behind it is nobody. */
const nobody = 'nobody'

/** Every provider that a case names, with the credentials it has: none is none. */
export function providersOf(given: Given, pool: Pool): Record<string, ProviderInput> {
  const named = (given.group?.members ?? []).flatMap((member) =>
    member.includes('/') ? [member.slice(0, member.indexOf('/'))] : [],
  )
  const asked = pool.name.includes('/') ? [pool.name.slice(0, pool.name.indexOf('/'))] : []
  const isTiered = pool.names.groups !== undefined
  const providers = new Set([...given.targets.map(({ provider }) => provider), ...named, ...asked, nobody])
  return Object.fromEntries(
    [...providers].map((provider) => {
      const rows = given.targets.filter((row) => row.provider === provider)
      const credentials = rows.map((row) => [
        credentialOf(given, row.credential),
        credentialInput(row, given, isTiered),
      ])
      return [provider, { credentials: Object.fromEntries(credentials) }]
    }),
  )
}

/** Inside a group, tiers are the credentials'; an alias states them for each target. */
function credentialInput({ max_concurrent, priority }: TargetRow, { policy }: Given, isTiered: boolean): object {
  const limit = max_concurrent ?? policy?.max_concurrent_per_key ?? 0
  return { ...(isTiered ? { tier: priority ?? last } : {}), ...(limit > 0 ? { maxInFlight: limit } : {}) }
}
