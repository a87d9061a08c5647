import { checkPolicy, type Issue, type Policy, type PolicyInput } from '@router/core'
import { type UpstreamInput, upstreamIssues } from './upstreams.js'

/** An operator's file once read and found right: it names every secret and holds none. */
export interface OperatorsFile {
  readonly policy: Policy
  /** Where each provider of the policy is, and which environment variable holds each of its secrets. */
  readonly upstreams: Readonly<Record<string, UpstreamInput>>
  /** What is allowed but hardly meant. */
  readonly warnings: readonly Issue[]
}

/** What was asked for, or every mistake that stands in its way, each with its path. */
export type Checked<T> = { readonly value: T } | { readonly issues: readonly Issue[] }

const known = ['policy', 'upstreams']

/** Checks parsed JSON of the form `{ policy, upstreams }`; lists every mistake at once and never repeats a secret. */
export function checkOperatorsFile(input: unknown): Checked<OperatorsFile> {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return { issues: [{ path: '(root)', message: 'must be an object with policy and upstreams' }] }
  const file = input as Readonly<Record<string, unknown>>
  const unknown = Object.keys(file)
    .filter((key) => !known.includes(key))
    .map((key) => ({ path: key, message: `unknown key; known are ${known.join(', ')}` }))
  const checked = checkPolicy(file['policy'] ?? {})
  if ('issues' in checked) return { issues: [...unknown, ...checked.issues.map(below)] }

  const issues = [...unknown, ...upstreamIssues(file['upstreams'], credentialsOf(file['policy'] as PolicyInput))]
  if (issues.length > 0) return { issues }
  const upstreams = file['upstreams'] as OperatorsFile['upstreams']
  return { value: { policy: checked.policy, upstreams, warnings: checked.warnings.map(below) } }
}

const below = ({ path, message }: Issue): Issue => ({
  path: path === '(root)' ? 'policy' : `policy.${path}`,
  message,
})

/** The credentials of each provider, by names as the policy knows them. */
function credentialsOf({ providers }: PolicyInput): ReadonlyMap<string, readonly string[]> {
  return new Map(
    Object.entries(providers).map(([provider, { credentials = [] }]) => {
      const ids = (Array.isArray(credentials) ? (credentials as readonly string[]) : Object.keys(credentials)).map(
        (id) => id.trim(),
      )
      return [provider.trim(), ids.length === 0 ? ['default'] : ids]
    }),
  )
}
