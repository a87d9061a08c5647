import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { definePolicy } from '@router/core'
import { handRouter } from './route.js'

const listening = async (answer: RequestListener): Promise<Server> => {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}
const placeOf = (server: Server) => ({
  url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
  secret: 'made-up',
})

// One that throttles for a second, and one that is well.
const throttling = await listening((_, response) => void response.writeHead(429, { 'retry-after': '1' }).end())
const well = await listening((_, response) => void response.end('{"choices":[{"message":{"content":"hello"}}]}'))

const policy = definePolicy({
  providers: { throttling: {}, well: {} },
  aliases: { fast: { targets: ['throttling/m', 'well/m'], strategy: 'fill-first' } },
})
const route = handRouter(policy, { throttling: placeOf(throttling), well: placeOf(well) })

for (const id of ['first', 'second']) {
  const answer = await route({ id, model: 'fast' }, [{ role: 'user', content: 'Say hello.' }])
  console.log(id, 'type' in answer && answer.type === 'response' ? answer.body : answer)
}
for (const server of [throttling, well]) {
  server.close()
  server.closeAllConnections()
}
