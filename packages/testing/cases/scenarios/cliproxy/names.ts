import { unmapped } from '../unmapped.js'
import type { Given, ModelAlias, TargetRow } from './case.js'

/** A place behind a name: the model that is asked for upstream, and the row whose credential asks. */
export interface Place {
  readonly row: TargetRow
  readonly model: string
}

/** What a name that a client may ask for stands for. */
export interface Name {
  readonly places: readonly Place[]
  readonly strategy: string
  /** The places of one target of an alias stand together before those of the next. */
  readonly inTurn?: readonly number[]
  readonly isAlias?: true
}

/** Every name of a case; with `providers`, only what these offer, in their order. */
export function namesOf(given: Given, providers?: readonly string[]): ReadonlyMap<string, Name> {
  const rows = (given.targets ?? []).filter(({ provider }) => providers?.includes(provider) ?? true)
  const names = new Map<string, Name>()
  const add = (name: string, places: readonly Place[]): void => {
    const known = names.get(name)?.places ?? []
    names.set(name, { places: [...known, ...places], strategy: strategyOf(given.strategy) })
  }
  for (const model of new Set(rows.map((row) => row.model))) {
    const offering = inOrder(
      rows.filter((row) => row.model === model),
      providers,
    )
    const isForced = given.config?.force_model_prefix === true
    const plain = offering.filter(({ prefix }) => prefix === undefined || prefix === model || !isForced)
    if (plain.length > 0) add(model, plain.flatMap(placesOf))
    for (const row of offering)
      if (row.prefix !== undefined && row.prefix !== model) add(`${row.prefix}/${model}`, placesOf(row))
  }
  for (const row of inOrder(rows, providers))
    for (const { name, alias } of aliasesOf(given, row)) add(alias, [{ row, model: name }])
  for (const row of inOrder(rows, providers))
    for (const { name } of row.models ?? []) if (!names.has(name)) add(name, [{ row, model: name }])
  for (const { alias, strategy, targets } of given.aliases ?? []) {
    const groups = targets.map(({ provider, model }) =>
      inOrder(rows.filter((row) => row.provider === provider && row.model === model)).flatMap(placesOf),
    )
    names.set(alias, {
      places: groups.flat(),
      strategy: strategyOf(strategy ?? given.alias_default_strategy),
      inTurn: groups.flatMap((group, index) => group.map(() => index)),
      isAlias: true,
    })
  }
  return names
}

/** The models that a credential calls by other names, each name once: the first entry of a table has the say. */
export function aliasesOf(given: Given, row: TargetRow): readonly ModelAlias[] {
  const tables = row.kind === 'oauth' ? [...(row.oauth_alias ?? []), ...(given.oauth_alias?.[row.provider] ?? [])] : []
  const seen = new Set<string>()
  const first = tables.filter(({ alias }) => !seen.has(fold(alias)) && seen.add(fold(alias)) !== undefined)
  return [...first, ...(row.models ?? [])]
}

/** A thinking suffix is part of a name here, and no more: whoever means more by it asks for what the core has not. */
export function withoutSuffix(name: string, known: Iterable<string>): string {
  const base = /^(.*)\([^()]*\)$/.exec(name)?.[1]
  if (base === undefined || ![...known].some((each) => fold(each) === fold(base))) return name
  return unmapped('a thinking suffix behind the model')
}

const fold = (name: string): string => name.trim().toLowerCase()

const placesOf = (row: TargetRow): readonly Place[] => (row.upstream ?? [row.model]).map((model) => ({ row, model }))

/** Providers with more credentials first, then by name, unless the case states their order; inside one, by credential. */
function inOrder(rows: readonly TargetRow[], providers: readonly string[] = []): readonly TargetRow[] {
  const size = (provider: string): number =>
    new Set(rows.filter((row) => row.provider === provider).map(({ credential }) => credential)).size
  return rows.toSorted(
    (a, b) =>
      providers.indexOf(a.provider) - providers.indexOf(b.provider) ||
      size(b.provider) - size(a.provider) ||
      compare(a.provider, b.provider) ||
      compare(a.credential, b.credential),
  )
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const spellings: Readonly<Record<string, string>> = {
  rr: 'round-robin',
  roundrobin: 'round-robin',
  ff: 'fill-first',
  fillfirst: 'fill-first',
  wrr: 'weighted',
  weightedroundrobin: 'weighted',
  'weighted-round-robin': 'weighted',
}

/** The core's name of a strategy. */
function strategyOf(name = 'round-robin'): string {
  const folded = fold(name)
  return spellings[folded] ?? folded
}
