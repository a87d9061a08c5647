import type { Issue, Policy } from '@router/core'
import { baseUrlIssue } from './base-url.js'
import type { Upstream } from './upstream.js'

const mark = Symbol.for('@router/node-fetch/upstreams-error')

/** Upstreams that do not go with their policy: every mistake with its path, and no secret. */
export class UpstreamsError extends Error {
  override readonly name = 'UpstreamsError'
  readonly issues: readonly Issue[]

  constructor(issues: readonly Issue[]) {
    super(`the upstreams have mistakes:\n${issues.map(({ path, message }) => `  ${path}: ${message}`).join('\n')}`)
    this.issues = issues
    Object.defineProperty(this, mark, { value: true })
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && mark in value
  }
}

/** Refuses upstreams that lack a provider or credential of the policy, or whose address is none. */
export function checkUpstreams(policy: Policy, upstreams: Readonly<Record<string, Upstream>>): void {
  const missing = [
    ...((policy as Policy | undefined)?.targets instanceof Map
      ? []
      : [{ path: 'policy', message: 'must be what definePolicy returns' }]),
    ...(isObject(upstreams)
      ? []
      : [{ path: 'upstreams', message: 'must be an object with each provider of the policy' }]),
  ]
  if (missing.length > 0) throw new UpstreamsError(missing)
  const targets = [...policy.targets.values()]
  const issues = [...new Set(targets.map(({ provider }) => provider))].flatMap((provider) => {
    const path = `upstreams.${provider}`
    const upstream = Object.hasOwn(upstreams, provider) ? upstreams[provider] : undefined
    if (!isObject(upstream)) return [{ path, message: 'is missing: the policy has this provider' }]
    const wrongUrl = baseUrlIssue(upstream.baseUrl)
    const ids = new Set(targets.filter((target) => target.provider === provider).map(({ credential }) => credential))
    return [
      ...(wrongUrl === undefined ? [] : [{ path: `${path}.baseUrl`, message: wrongUrl }]),
      ...[...ids]
        .filter((id) => !isSecret(upstream.credentials, id))
        .map((id) => ({
          path: `${path}.credentials.${id}`,
          message: 'must be a text, or a function that returns one',
        })),
    ]
  })
  if (issues.length > 0) throw new UpstreamsError(issues)
}

function isSecret(credentials: Upstream['credentials'] | undefined, id: string): boolean {
  const secret = credentials !== undefined && Object.hasOwn(credentials, id) ? credentials[id] : undefined
  return typeof secret === 'string' || typeof secret === 'function'
}

const isObject = <T>(value: T): value is T & object => typeof value === 'object' && value !== null
