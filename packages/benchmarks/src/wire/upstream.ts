import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answer, bunches } from './payload.js'

// A provider that answers at once; in its own process, so that it does not share an event loop. Below `/dead` it is overloaded.
const whole = Buffer.from(answer)
const frames = bunches.map((bunch) => Buffer.from(bunch))

const server = createServer((request, response) => {
  let streams = false
  request.on('data', (bytes: Buffer) => {
    streams ||= bytes.includes('"stream":true')
  })
  request.on('end', () => {
    if (request.url?.startsWith('/dead/') === true) response.writeHead(503, { 'content-length': 0 }).end()
    else if (streams) stream(response)
    else response.writeHead(200, { 'content-type': 'application/json', 'content-length': whole.length }).end(whole)
  })
})

function stream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  let sent = 0
  const next = (): void => {
    response.write(frames[sent++])
    if (sent < frames.length) setImmediate(next)
    else response.end()
  }
  next()
}

server.keepAliveTimeout = 60_000
server.listen({ port: 0, host: '127.0.0.1', backlog: 2_048 }, () =>
  process.send?.({ port: (server.address() as AddressInfo).port }),
)
process.on('disconnect', () => process.exit(0))
