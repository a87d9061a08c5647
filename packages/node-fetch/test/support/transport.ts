import type { RouterOptions } from '@router/node-fetch'
import { undiciFetch } from '@router/node-fetch/undici'

/**
 * What a router of a test sends by: the built-in fetch, or, in the project `undici`, a dispatcher. Only there undici is
 * imported, since it would make its agent the built-in fetch's, too.
 */
export const transport: Pick<RouterOptions, 'fetch'> =
  process.env['ROUTER_TRANSPORT'] === 'undici' ? { fetch: await overUndici() } : {}

async function overUndici(): Promise<NonNullable<RouterOptions['fetch']>> {
  const { Agent } = await import('undici')
  return undiciFetch({ dispatcher: new Agent() })
}
