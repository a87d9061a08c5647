import type { AttemptCommand } from '@router/core'
import { headerText } from '../failure-response.js'
import { responseHeaders } from './headers.js'
import type { Answer } from './send.js'

/** The upstream's response with another body, and with what the router has to say about it: its own headers cannot be changed. */
export function responseFor(
  { status, statusText, headers: from }: Answer,
  body: ConstructorParameters<typeof Response>[0],
  { number, target }: Pick<AttemptCommand, 'number' | 'target'>,
): Response {
  const headers = responseHeaders(from)
  headers['x-router-target'] = headerText(target.id)
  headers['x-router-attempts'] = String(number)
  return new Response(body, { status, statusText, headers })
}
