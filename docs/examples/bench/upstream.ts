import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

// A provider that answers at once; in its own process, so that it does not share the client's event loop.
const answer = Buffer.from(
  JSON.stringify({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 0,
    model: 'model-1',
    choices: [{ index: 0, message: { role: 'assistant', content: 'word '.repeat(200) }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 200, completion_tokens: 200, total_tokens: 400 },
  }),
)
const server = createServer((request, response) => {
  const isDead = request.url?.startsWith('/dead/') === true
  const headers = { 'content-type': 'application/json', 'content-length': isDead ? 0 : answer.length }
  request.resume().on('end', () => response.writeHead(isDead ? 503 : 200, headers).end(isDead ? undefined : answer))
})
server.listen({ port: 0, host: '127.0.0.1', backlog: 2_048 }, () =>
  process.send?.((server.address() as AddressInfo).port),
)
process.on('disconnect', () => process.exit(0))
