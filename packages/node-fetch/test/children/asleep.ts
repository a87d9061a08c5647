// Has one target cool for a second and one request wait for an upstream that never answers, says so, and after half a
// second of its own time asks again: whoever stops this process meanwhile sees what a long sleep does.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { definePolicy } from '@router/core'
import { createRouter } from '@router/node-fetch'

let limited = 0
const server = createServer((request, response) => {
  request.resume()
  if (request.url?.startsWith('/silent')) return
  if (limited++ === 0) response.writeHead(429, { 'retry-after': '1' }).end()
  else response.end('{"choices":[{"message":{"content":"well"}}]}')
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

const router = createRouter({
  policy: definePolicy({
    providers: { limited: { models: ['m'] }, silent: { models: ['s'] } },
    timeouts: { totalMs: 700 },
  }),
  upstreams: {
    limited: { baseUrl: `${origin}/v1`, credentials: { default: '' } },
    silent: { baseUrl: `${origin}/silent/v1`, credentials: { default: '' } },
  },
})
const failures: string[] = []
router.on(({ events }) => {
  for (const event of events) if (event.type === 'attempt-failed') failures.push(event.class)
})
const ask = (model: string) =>
  router.fetch('http://router/v1/chat/completions', { method: 'POST', body: JSON.stringify({ model }) })

const first = await ask('m')
const waiting = ask('s')
await delay(50)
console.log('ready')
await delay(500)
const began = performance.now()
const second = await ask('m')
const tookMs = performance.now() - began
const silent = await waiting
await delay(50)
console.log(JSON.stringify({ statuses: [first.status, second.status, silent.status], tookMs, failures }))
server.close()
server.closeAllConnections()
