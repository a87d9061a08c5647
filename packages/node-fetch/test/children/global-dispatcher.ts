import { definePolicy } from '@router/core'
import { createRouter, type RouterOptions } from '@router/node-fetch'

// Prints whose agent the built-in fetch has: after the entry point, after undici itself, and then what a router still does.
const [, , refusing = '', well = ''] = process.argv
const symbol = Symbol.for('undici.globalDispatcher.1')
const agent = (): unknown => (globalThis as unknown as Record<symbol, object | undefined>)[symbol]?.constructor

await import('@router/node-fetch/undici')
console.log(`after the entry point: ${agent() === undefined ? 'nobody’s' : 'somebody’s'}`)
const { Agent } = await import('undici')
console.log(`after undici: ${agent() === Agent ? 'undici’s' : 'nobody’s'}`)

const credentials = { default: '' }
const options: RouterOptions = {
  policy: definePolicy({
    providers: { refusing: {}, well: {} },
    aliases: { any: { targets: ['refusing/m', 'well/m'], strategy: 'fill-first' } },
  }),
  upstreams: { refusing: { baseUrl: refusing, credentials }, well: { baseUrl: well, credentials } },
}
const response = await createRouter(options).fetch('http://router/v1/chat/completions', {
  method: 'POST',
  body: JSON.stringify({ model: 'any', messages: [] }),
})
console.log(response.status, response.headers.get('x-router-target'), (await response.text()).length > 0)
process.exit(0)
