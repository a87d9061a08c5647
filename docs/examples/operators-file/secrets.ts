import type { Checked, OperatorsFile } from './operators-file.js'

/** An upstream as `createRouter` takes it: with its secrets. */
export interface Upstream {
  readonly baseUrl: string
  readonly credentials: Readonly<Record<string, string>>
}

/** The upstreams of an operator's file with the secrets that the environment holds; every variable that is not set is listed. */
export function withSecrets(
  upstreams: OperatorsFile['upstreams'],
  environment: Readonly<Record<string, string | undefined>>,
): Checked<Readonly<Record<string, Upstream>>> {
  const all = Object.entries(upstreams).flatMap(([provider, { credentials }]) =>
    Object.entries(credentials).map(([id, { env }]) => ({ provider, id, env, secret: environment[env]?.trim() })),
  )
  const issues = all
    .filter(({ secret }) => secret === undefined || secret === '')
    .map(({ provider, id, env }) => ({
      path: `upstreams.${provider}.credentials.${id}.env`,
      message: `the environment variable ${env} is not set: export it, or take ${id} out of the file`,
    }))
  if (issues.length > 0) return { issues }
  const value = Object.entries(upstreams).map(([provider, { baseUrl }]) => {
    const own = all.filter((each) => each.provider === provider)
    return [provider, { baseUrl, credentials: Object.fromEntries(own.map(({ id, secret = '' }) => [id, secret])) }]
  })
  return { value: Object.fromEntries(value) }
}
