// What belongs to one connection, or to a body that is not the same any more.
const ofTheConnection: ReadonlySet<string> = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'expect',
  'host',
  'http2-settings',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

// What tells one upstream who the caller is, or was meant for another one.
const ofTheCaller: ReadonlySet<string> = new Set([
  'accept-encoding',
  'api-key',
  'authorization',
  'cookie',
  'forwarded',
  'openai-organization',
  'openai-project',
  'proxy-authorization',
  'via',
  'x-api-key',
  'x-goog-api-key',
  'x-goog-user-project',
  'x-real-ip',
])
const prefixesOfTheCaller = ['x-amz-', 'x-forwarded-', 'x-router-', 'cf-']

// What an upstream says to its own client about its own site.
const ofTheSite: ReadonlySet<string> = new Set(['alt-svc', 'set-cookie', 'strict-transport-security', 'x-should-retry'])

/**
 * A caller's headers for an upstream: without those of the connection, and without secrets and identities, which reach
 * only an upstream whose `forwardHeaders` names them.
 */
export function requestHeaders(
  from: Readonly<Record<string, string>>,
  allowed: readonly string[],
): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const name in from)
    if (!ofTheConnection.has(name) && (!isPrivate(name) || allowed.includes(name))) headers[name] = from[name] ?? ''
  return headers
}

const isPrivate = (name: string): boolean =>
  ofTheCaller.has(name) || prefixesOfTheCaller.some((prefix) => name.startsWith(prefix))

/** An upstream's headers for the caller; the body is decoded by then, so its framing is not theirs. */
export function responseHeaders(from: Iterable<readonly [name: string, value: string]>): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [name, value] of from) if (!ofTheConnection.has(name) && !ofTheSite.has(name)) headers[name] = value
  return headers
}
