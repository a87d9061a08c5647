import type { Answer, Send } from '../upstream/send.js'
import { type Outgoing, type Stopping, sendingBy } from '../upstream/sender.js'
import { decoded } from './decoded.js'
import type { Dispatcher, DispatchOptions } from './dispatcher.js'
import { Exchange } from './exchange.js'

/**
 * Sends over a dispatcher of undici instead of the built-in fetch: the same answers and errors for a fraction of the CPU
 * time, and `connectMs` is obeyed. The dispatcher is handed in: undici is imported by whoever makes it, and that import makes
 * undici's agent the built-in fetch's, too, where that has not been used before. A dispatcher's own limit for connections
 * holds beside ours; how many requests wait for one counts as connecting.
 *
 * @example
 * ```ts
 * import { definePolicy } from '@router/core'
 * import { createRouterFetch } from '@router/node-fetch'
 * import { undiciFetch } from '@router/node-fetch/undici'
 * import { Agent } from 'undici'
 * const fetch = createRouterFetch({
 *   policy: definePolicy({ providers: { openai: { models: ['gpt-4o'] } } }),
 *   upstreams: { openai: { baseUrl: 'https://api.openai.com/v1', credentials: { default: 'secret' } } },
 *   fetch: undiciFetch({ dispatcher: new Agent({ connections: 100 }) }),
 * })
 * const response = await fetch('http://router/v1/chat/completions', { method: 'POST', body: '{"model":"gpt-5"}' })
 * console.log(response.status) // → 404
 * ```
 */
export function undiciFetch({ dispatcher }: { readonly dispatcher: Dispatcher }): Send {
  const sender = ({ url, method, headers, body, connectMs }: Outgoing, stopping: Stopping): Promise<Answer> => {
    const { origin, pathname, search } = url
    const options: DispatchOptions = {
      origin,
      path: pathname + search,
      method: method as DispatchOptions['method'],
      headers: sent(headers, origin),
      body: body ?? null,
      // The attempt's own clocks say how long is too long.
      headersTimeout: 0,
      bodyTimeout: 0,
    }
    const exchange = new Exchange()
    stopping.onStop(exchange.stop)
    exchange.begin(dispatcher, options, connectMs)
    return exchange.answer.then(decoded)
  }
  const send: Send = async (url, { headers, signal, ...rest }) =>
    await sender({ ...rest, url: new URL(url), headers: Object.fromEntries(headers) }, stoppingBy(signal))
  return sendingBy(send, sender)
}

/** For whoever calls it as a fetch. */
const stoppingBy = (signal: AbortSignal): Stopping => ({
  signal,
  onStop: (callback) => (signal.aborted ? callback() : signal.addEventListener('abort', callback, { once: true })),
})

/** The headers, and what the built-in fetch sends where nobody says otherwise. */
function sent(headers: Outgoing['headers'], origin: string): Record<string, string> {
  const codings = origin.startsWith('https:') ? 'br, gzip, deflate' : 'gzip, deflate'
  return { accept: '*/*', 'user-agent': 'node', 'accept-encoding': codings, ...headers }
}
