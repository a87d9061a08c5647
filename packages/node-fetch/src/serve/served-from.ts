import type { AttemptCommand } from '@router/core'
import { responseHeaders } from '../upstream/headers.js'
import type { Answer } from '../upstream/send.js'
import { headerText } from './header-text.js'
import type { Served } from './served.js'

/** An upstream's answer for the caller: with the body that it is to have, and what the router has to say about it. */
export function servedFrom(
  { status, statusText, headers: from }: Answer,
  body: Served['body'],
  { number, target }: Pick<AttemptCommand, 'number' | 'target'>,
): Served {
  const headers = responseHeaders(from)
  headers['x-router-target'] = headerText(target.id)
  headers['x-router-attempts'] = String(number)
  return { status, statusText, headers, body }
}
