import { type Issue, keyPath } from '../../lib/issue.js'
import { targetOf } from '../compile-pools.js'
import { compileProviders, type Provider } from '../compile-providers.js'
import type { AliasInput, PolicyInput } from '../policy-input.js'
import { foldName } from '../resolve.js'

/** What a mistake is judged by: the parts of the input that have the right shape, and the names that exist. */
interface Known {
  readonly providers: ReadonlyMap<string, Provider>
  readonly aliases: ReadonlySet<string>
  readonly strategies: ReadonlyMap<string, unknown>
  /** Has nothing at or below this path the wrong shape? What has was reported already, and means nothing. */
  readonly isSound: (path: string) => boolean
}

/**
 * The mistakes that only show once the parts are held against each other (rule 3). The input's own parts may be
 * ill-shaped, as `shapeIssues` says; the sound ones are judged all the same, so that one look lists every mistake.
 */
export function meaningIssues(
  input: PolicyInput,
  strategies: ReadonlyMap<string, unknown>,
  shapeIssues: readonly Issue[],
): readonly Issue[] {
  const isSound = (path: string): boolean => !shapeIssues.some((issue) => isAtOrBelow(issue.path, path))
  if (shapeIssues.some(({ path }) => path === '(root)' || path === 'providers' || path === 'aliases')) return []
  const providerEntries = Object.entries(input.providers)
  const sound = providerEntries.map(
    ([name, provider]) => [name, isSound(keyPath('providers', name)) ? provider : {}] as const,
  )
  const aliases = Object.entries(input.aliases ?? {}).map(
    ([name, alias]) => [name, isObject(alias) ? alias : nothing] as const,
  )
  const known: Known = {
    providers: compileProviders(Object.fromEntries(sound)),
    aliases: new Set(aliases.map(([name]) => foldName(name))),
    strategies,
    isSound,
  }
  return [
    ...repeated(Object.keys(input.providers), (name) => name.trim(), 'providers'),
    ...repeated(
      aliases.map(([name]) => name),
      foldName,
      'aliases',
    ),
    ...aliases.flatMap(([name, alias]) => aliasIssues(alias, keyPath('aliases', name), known)),
    ...cycles(
      new Map(
        aliases.map(([name, alias]) => [
          foldName(name),
          { name, next: referred(alias, keyPath('aliases', name), known) },
        ]),
      ),
    ),
    ...(isSound('groups') ? (input.groups ?? []) : []).flatMap((group, index) =>
      group.flatMap((member, at) => providerIssues(targetOf(member).provider, `groups[${index}][${at}]`, known)),
    ),
  ]
}

/** Stands for an alias of the wrong shape, which was reported already. */
const nothing: Partial<AliasInput> = {}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value)

const isAtOrBelow = (path: string, top: string): boolean =>
  path === top || path.startsWith(`${top}.`) || path.startsWith(`${top}[`)

function aliasIssues(alias: Partial<AliasInput>, path: string, known: Known): readonly Issue[] {
  return [
    ...targetsIssues(alias, `${path}.targets`, known),
    ...strategyIssues(alias, `${path}.strategy`, known),
    ...referred(alias, path, known)
      .filter(({ name }) => !known.aliases.has(foldName(name)))
      .map(({ name, path: at }) => ({ path: at, message: `unknown alias ${JSON.stringify(name)}` })),
  ]
}

function targetsIssues({ targets }: Partial<AliasInput>, path: string, known: Known): readonly Issue[] {
  if (!Array.isArray(targets)) return []
  if (targets.length === 0) return [{ path, message: 'must not be empty' }]
  const issues = targets.flatMap((entry, index) => targetIssues(entry, `${path}[${index}]`, known))
  if (known.isSound(path) && targets.every((entry) => isDrained(entry, known)))
    issues.push({ path, message: 'all weights are 0, so no target could ever be picked' })
  return issues
}

function targetIssues(entry: AliasInput['targets'][number], path: string, known: Known): Issue[] {
  if (!known.isSound(path)) return []
  const { provider, credential } = targetOf(entry)
  const issues = [...providerIssues(provider, typeof entry === 'string' ? path : `${path}.provider`, known)]
  const credentials = known.providers.get(provider)?.credentials
  if (
    credential !== undefined &&
    credentials?.has(credential) === false &&
    known.isSound(keyPath('providers', provider))
  )
    issues.push({
      path: `${path}.credential`,
      message: `provider ${provider} has no credential ${JSON.stringify(credential)}`,
    })
  return issues
}

function strategyIssues(
  { strategy = [] }: Partial<AliasInput>,
  path: string,
  { strategies, isSound }: Known,
): readonly Issue[] {
  if (!isSound(path)) return []
  return (typeof strategy === 'string' ? [strategy] : strategy).flatMap((name, index) => {
    if (strategies.has(name.trim())) return []
    const message = `unknown strategy ${JSON.stringify(name)}; known are ${[...strategies.keys()].join(', ')}`
    return [{ path: typeof strategy === 'string' ? path : `${path}[${index}]`, message }]
  })
}

function providerIssues(provider: string, path: string, { providers }: Known): readonly Issue[] {
  if (providers.has(provider)) return []
  return [
    {
      path,
      message: `unknown provider ${JSON.stringify(provider)}; known are ${[...providers.keys()].join(', ') || 'none'}`,
    },
  ]
}

function isDrained(entry: AliasInput['targets'][number], { providers }: Known): boolean {
  const { provider, credential, weight } = targetOf(entry)
  if (weight === 0) return true
  const credentials = providers.get(provider)?.credentials
  if (credentials === undefined) return false
  const shares = credential === undefined ? [...credentials.values()] : [credentials.get(credential) ?? {}]
  return shares.length > 0 && shares.every((share) => share.weight === 0)
}

/** The aliases that an alias names, each with the path where it does. */
function referred(
  alias: Partial<AliasInput>,
  path: string,
  { isSound }: Known,
): readonly { readonly name: string; readonly path: string }[] {
  const fallback = `${path}.fallback`
  const larger = `${path}.largerContext`
  return [
    ...(isSound(fallback) ? (alias.fallback ?? []) : []).map((name, index) => ({
      name,
      path: `${fallback}[${index}]`,
    })),
    ...(isSound(larger) && alias.largerContext !== undefined ? [{ name: alias.largerContext, path: larger }] : []),
  ]
}

/** Names that become the same once compared as they are compared. */
function repeated(names: readonly string[], fold: (name: string) => string, path: string): readonly Issue[] {
  const seen = new Set<string>()
  return names.flatMap((name) => {
    const folded = fold(name)
    if (seen.has(folded)) return [{ path: keyPath(path, name), message: 'names the same as another key' }]
    seen.add(folded)
    return []
  })
}

type References = ReadonlyMap<string, { readonly name: string; readonly next: readonly { readonly name: string }[] }>

/** Aliases that lead back to themselves through `fallback` or `largerContext` (rule 8). */
function cycles(aliases: References): readonly Issue[] {
  const done = new Set<string>()
  const issues: Issue[] = []
  const visit = (folded: string, trail: readonly string[]): void => {
    const found = aliases.get(folded)
    if (found === undefined || done.has(folded)) return
    if (trail.includes(folded)) {
      const ring = [...trail.slice(trail.indexOf(folded)), folded].join(' → ')
      issues.push({ path: keyPath('aliases', found.name), message: `leads back to itself: ${ring}` })
    } else {
      for (const { name } of found.next) visit(foldName(name), [...trail, folded])
      done.add(folded)
    }
  }
  for (const folded of aliases.keys()) visit(folded, [])
  return issues
}
