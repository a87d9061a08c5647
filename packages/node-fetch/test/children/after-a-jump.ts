// Asks an upstream that limits its first request to one second, sets the wall clock by so many milliseconds, asks again,
// and says how long that took by the monotonic clock.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { definePolicy } from '@router/core'
import { createRouterFetch } from '@router/node-fetch'

const jumpMs = Number(process.argv[2])
let asked = 0
const server = createServer((request, response) => {
  request.resume()
  if (asked++ === 0) response.writeHead(429, { 'retry-after': '1' }).end()
  else response.end('{"choices":[{"message":{"content":"well"}}]}')
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

const fetch = createRouterFetch({
  policy: definePolicy({ providers: { one: { models: ['m'] } } }),
  upstreams: {
    one: {
      baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
      credentials: { default: '' },
    },
  },
})
const ask = () => fetch('http://router/v1/chat/completions', { method: 'POST', body: '{"model":"m"}' })

const first = await ask()
const trueNow = Date.now
Date.now = () => trueNow() + jumpMs
const began = performance.now()
const second = await ask()
console.log(JSON.stringify({ statuses: [first.status, second.status], tookMs: performance.now() - began }))
server.close()
server.closeAllConnections()
