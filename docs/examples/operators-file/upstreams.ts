import type { Issue } from '@router/core'

/** Where one provider is, and which environment variables hold its secrets. */
export interface UpstreamInput {
  /** What comes before `/chat/completions` and the like. */
  readonly baseUrl: string
  readonly credentials: Readonly<Record<string, { readonly env: string }>>
}

type Fields = Readonly<Record<string, unknown>>

const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined

/** What is wrong with the `upstreams` of an operator's file, beside the credentials of each provider of its policy. */
export function upstreamIssues(value: unknown, credentials: ReadonlyMap<string, readonly string[]>): readonly Issue[] {
  const upstreams = fieldsOf(value)
  if (upstreams === undefined) return [{ path: 'upstreams', message: 'must say where each provider of the policy is' }]
  const unknown = Object.keys(upstreams)
    .filter((provider) => !credentials.has(provider))
    .map((provider) => ({
      path: `upstreams.${provider}`,
      message: `the policy has no such provider; it has ${[...credentials.keys()].join(', ')}`,
    }))
  const known = [...credentials].flatMap(([provider, ids]) =>
    issuesOf(upstreams[provider], `upstreams.${provider}`, ids),
  )
  return [...unknown, ...known]
}

function issuesOf(value: unknown, path: string, ids: readonly string[]): readonly Issue[] {
  const upstream = fieldsOf(value)
  if (upstream === undefined)
    return [{ path, message: 'is missing: say { "baseUrl", "credentials" } for this provider of the policy' }]
  const secrets = fieldsOf(upstream['credentials'])
  return [
    ...unknownKeys(upstream, path, ['baseUrl', 'credentials']),
    ...(isBaseUrl(upstream['baseUrl'])
      ? []
      : [{ path: `${path}.baseUrl`, message: 'must be an http or https URL without user, password, query or hash' }]),
    ...(secrets === undefined
      ? [{ path: `${path}.credentials`, message: `must say { "env": "NAME" } for ${ids.join(', ')}` }]
      : [
          ...unknownKeys(secrets, `${path}.credentials`, ids),
          ...ids.flatMap((id) => secretIssues(secrets[id], `${path}.credentials.${id}`)),
        ]),
  ]
}

/** Never repeats what stands there: somebody may have written a secret where the name of its variable belongs. */
function secretIssues(value: unknown, path: string): readonly Issue[] {
  const secret = fieldsOf(value)
  if (secret === undefined)
    return [{ path, message: 'must be { "env": "NAME" }, the environment variable that holds this secret' }]
  const env = secret['env']
  const named = typeof env === 'string' && /^[A-Za-z_][A-Za-z0-9_]*$/.test(env)
  return [
    ...unknownKeys(secret, path, ['env']),
    ...(named ? [] : [{ path: `${path}.env`, message: 'must be the name of an environment variable, not a secret' }]),
  ]
}

function unknownKeys(fields: Fields, path: string, known: readonly string[]): readonly Issue[] {
  return Object.keys(fields)
    .filter((key) => !known.includes(key))
    .map((key) => ({ path: `${path}.${key}`, message: `unknown key; known are ${known.join(', ')}` }))
}

function isBaseUrl(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false
  const { protocol, username, password, search, hash } = new URL(value)
  return /^https?:$/.test(protocol) && `${username}${password}${search}${hash}` === ''
}
