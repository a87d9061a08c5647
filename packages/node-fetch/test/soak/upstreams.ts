// Five upstreams that change their minds ten times a second; a process of their own, so that what is measured is
// the router's. Prints their ports, and says how many connections are open when it is asked.
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { completion, stream } from '../support/openai.js'
import { chanceOf, oneOf } from './chance.js'

const everyMs = 100

type Mood = (streams: boolean, response: ServerResponse) => void | Promise<void>

const well: Mood = (streams, response) => {
  response.setHeader('content-type', streams ? 'text/event-stream' : 'application/json')
  response.end(streams ? stream('one ', 'two ', 'three') : completion('one two three'))
}

const moods: readonly [Mood, ...Mood[]] = [
  well,
  ...Array.from({ length: 11 }, () => well),
  async (streams, response) => {
    await delay(50)
    await well(streams, response)
  },
  (_, response) => void response.writeHead(429, { 'retry-after': '1' }).end('{"error":{"message":"slow down"}}'),
  (_, response) => void response.writeHead(500).end('{"error":{"message":"no"}}'),
  (_, response) => void response.writeHead(503).end('x'.repeat(1_000_000)),
  (_, response) => void response.socket?.resetAndDestroy(),
  // Silence.
  () => undefined,
  (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Log in</html>'),
  (_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(),
  (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(stream('one ', 'two ').slice(0, -40), () => response.destroy())
  },
  (streams, response) => {
    response.setHeader('connection', 'close')
    return well(streams, response)
  },
]

const chance = chanceOf(Number(process.argv[2]))
const servers: Server[] = []
const ports = await Promise.all(
  Array.from({ length: 5 }, async () => {
    let mood = well
    setInterval(() => {
      mood = oneOf(chance, moods)
    }, everyMs)
    const server = createServer((request, response) => {
      let body = ''
      request.setEncoding('utf8').on('data', (text: string) => (body += text))
      request.on('end', () => void mood(body.includes('"stream":true'), response))
    })
    servers.push(server)
    await new Promise<void>((resolve) => server.listen({ port: 0, host: '127.0.0.1', backlog: 2_048 }, resolve))
    return (server.address() as AddressInfo).port
  }),
)
process.on('message', async () => {
  const counts = await Promise.all(servers.map((server) => promisify(server.getConnections.bind(server))()))
  process.send?.(counts.reduce((sum, count) => sum + count, 0))
})
console.log(JSON.stringify(ports))
