import type { Dialect, Target } from '@router/core'
import type { Call } from '../call/call.js'
import { wellFormed } from '../well-formed.js'
import { joinUrl } from './base-url.js'
import { requestHeaders } from './headers.js'
import type { Outgoing } from './sender.js'
import type { Prepare, Upstream } from './upstream.js'

/** A secret that cannot be had or cannot be sent. It says of which target, and nothing of the secret. */
export class SecretError extends Error {
  override readonly name = 'SecretError'
  readonly code = 'ERR_SECRET'
}

/** A request that has an address, a model and a secret, but is not sent yet. */
export type Prepared = Omit<Outgoing, 'connectMs'>

/** The call as one target gets it: its address, its model, its secret, and nothing that is meant for another (rule 1). */
export function prepared(call: Call, target: Target, upstream: Upstream, secret: string): Prepared | Promise<Prepared> {
  const headers = requestHeaders(call.headers, upstream.forwardHeaders ?? [])
  for (const [name, value] of Object.entries(upstream.headers ?? {})) headers[name.toLowerCase()] = value
  if (secret !== '') authorize(headers, target, secret)
  const request = { url: urlOf(call, target, upstream), method: call.method, headers, body: call.bodyFor(target.model) }
  return upstream.prepare === undefined ? request : preparedBy(upstream.prepare, request, target, secret)
}

/** By the user, who gets the platform's headers. */
async function preparedBy(
  prepare: Prepare,
  { url: own, headers, ...request }: Prepared & { readonly body: string },
  target: Target,
  secret: string,
): Promise<Prepared> {
  const { url, method, body, ...made } = await prepare(
    { ...request, url: own.href, headers: new Headers(headers) },
    target,
    secret,
  )
  return { url: new URL(url), method, body, headers: Object.fromEntries(made.headers) }
}

const authorizations = {
  openai: ['authorization', 'Bearer '],
  anthropic: ['x-api-key', ''],
  gemini: ['x-goog-api-key', ''],
} as const satisfies Record<Dialect, readonly [header: string, scheme: string]>

function authorize(headers: Record<string, string>, { id, dialect }: Target, secret: string): void {
  const [name, scheme] = authorizations[dialect]
  const value = (scheme + secret).trim()
  if (/[^\t\x20-\x7e\x80-\xff]/.test(value))
    throw new SecretError(
      `the secret of ${id} cannot stand in the header ${name}: it has a line break or a character that headers cannot hold`,
    )
  headers[name] = value
}

/** Versions belong to the dialect where the vendor's own address has none. */
function urlOf({ endpoint, query }: Call, { dialect, model }: Target, { baseUrl }: Upstream): URL {
  const { path, version } = endpoint
  const hasVersion = /\/v\d+[a-z0-9]*\/*$/.test(baseUrl)
  const before = dialect === 'openai' || hasVersion || version === '' ? '' : `/${version}`
  return joinUrl(baseUrl, before + path.replace('{model}', encodeURIComponent(wellFormed(model))), withoutKey(query))
}

/** Gemini's clients may put their key into the query. */
function withoutKey(query: string): string {
  if (!query.includes('key=')) return query
  const parameters = new URLSearchParams(query)
  parameters.delete('key')
  return parameters.size === 0 ? '' : `?${parameters.toString()}`
}
