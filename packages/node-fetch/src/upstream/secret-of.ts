import type { Target, TargetId } from '@router/core'
import { SecretError } from './prepare.js'
import type { Secret, Upstream } from './upstream.js'

/** The secret of a target's credential, fetched anew where `refresh` says so; a SecretError where it cannot be had. */
export function secretOf({ id, credential }: Target, upstream: Upstream, refresh: boolean): string | Promise<string> {
  const secret = upstream.credentials[credential]
  return typeof secret === 'string' ? secret : fetchedBy(secret, id, refresh)
}

async function fetchedBy(secret: FetchSecret | undefined, id: TargetId, refresh: boolean): Promise<string> {
  let fetched: unknown
  try {
    fetched = await (refresh && secret !== undefined ? renewed(secret) : secret?.({ refresh }))
  } catch {
    throw new SecretError(`the secret of ${id} could not be fetched: its function threw`)
  }
  if (typeof fetched !== 'string')
    throw new SecretError(`the secret of ${id} could not be fetched: its function returned no text`)
  return fetched
}

type FetchSecret = Exclude<Secret, string>

const renewing = new WeakMap<FetchSecret, Promise<string>>()

/** A secret fetched anew; whoever wants it while that goes on gets the same one. */
async function renewed(secret: FetchSecret): Promise<string> {
  const known = renewing.get(secret)
  if (known !== undefined) return await known
  const fetched = Promise.resolve(secret({ refresh: true }))
  renewing.set(secret, fetched)
  try {
    return await fetched
  } finally {
    renewing.delete(secret)
  }
}
