import { createRouter } from './create-router.js'
import type { RouterOptions } from './router-options.js'

/**
 * A drop-in `fetch` for the SDKs of OpenAI, Anthropic, Google and Vercel, and for whoever calls `fetch`: the router alone
 * decides who serves a request.
 *
 * @example
 * ```ts
 * import { definePolicy } from '@router/core'
 * import { createRouterFetch } from '@router/node-fetch'
 * const fetch = createRouterFetch({
 *   policy: definePolicy({ providers: { openai: { models: ['gpt-4o'] } } }),
 *   upstreams: { openai: { baseUrl: 'https://api.openai.com/v1', credentials: { default: 'secret' } } },
 * })
 * const response = await fetch('http://router/v1/chat/completions', { method: 'POST', body: '{"model":"gpt-5"}' })
 * console.log(response.status) // → 404
 * ```
 */
export function createRouterFetch(options: RouterOptions): typeof globalThis.fetch {
  return createRouter(options).fetch
}
