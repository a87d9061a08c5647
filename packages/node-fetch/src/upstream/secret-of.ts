import type { Target } from '@router/core'
import { SecretError } from './prepare.js'
import type { Upstream } from './upstream.js'

/** The secret of a target's credential, fetched anew where `refresh` says so; a SecretError where it cannot be had. */
export async function secretOf({ id, credential }: Target, upstream: Upstream, refresh: boolean): Promise<string> {
  const secret = upstream.credentials[credential]
  if (typeof secret === 'string') return secret
  let fetched: unknown
  try {
    fetched = await secret?.({ refresh })
  } catch {
    throw new SecretError(`the secret of ${id} could not be fetched: its function threw`)
  }
  if (typeof fetched !== 'string')
    throw new SecretError(`the secret of ${id} could not be fetched: its function returned no text`)
  return fetched
}
