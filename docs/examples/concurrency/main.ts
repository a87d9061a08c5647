import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { type Cell, tableLines } from '../demo/table.js'
import { contendersOf, versions } from './contenders.js'
import { installed } from './install.js'

// Many requests at once through one shared object, the primary dead (it answers 503) and the only fallback well:
// how many are served? The others keep the model in use in a field that all requests share.

const folder = fileURLToPath(new URL('../../../node_modules/.cache/concurrency/', import.meta.url))
const load = await installed(folder, versions, (line) => console.error(line.replace(process.cwd(), '.')))

let asked = { primary: 0, fallback: 0 }
const overloaded = JSON.stringify({ error: { message: 'overloaded', type: 'server_error' } })
const answer = JSON.stringify({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 0,
  model: 'fallback-model',
  choices: [{ index: 0, message: { role: 'assistant', content: 'hello' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
})
const primary = await listening('primary', 503, overloaded)
const fallback = await listening('fallback', 200, answer)

const titles = ['requests', 'SDK retries', 'served', 'asked primary', 'asked fallback', 'ms']
const rows: (readonly Cell[])[] = [[{ text: '' }, ...titles.map(right)]]
try {
  const contenders = await contendersOf(load, urlOf(primary), urlOf(fallback))
  // One request each first: what is loaded lazily is loaded, and everybody can fail over at all.
  for (const [requests, retries] of [
    [1, 0],
    [100, 0],
    [1_000, 0],
    [100, 2],
  ] as const) {
    for (const { name, prepare } of contenders) {
      const send = prepare()
      asked = { primary: 0, fallback: 0 }
      const startedAt = performance.now()
      const ends = await Promise.allSettled(Array.from({ length: requests }, () => send(retries)))
      const served = ends.filter(({ status }) => status === 'fulfilled').length
      const tookMs = Math.round(performance.now() - startedAt)
      const figures = [requests, retries, served, asked.primary, asked.fallback, tookMs]
      rows.push([{ text: name }, ...figures.map((figure) => right(String(figure)))])
    }
  }
} finally {
  for (const server of [primary, fallback]) {
    server.close()
    server.closeAllConnections()
  }
}

console.log(`Node ${process.versions.node}, ai ${versions['ai']}, @ai-sdk/openai ${versions['@ai-sdk/openai']}\n`)
console.log(tableLines(rows).join('\n'))

function listening(name: 'primary' | 'fallback', status: number, body: string): Promise<Server> {
  const server = createServer((request, response) => {
    asked[name] += 1
    request.resume().on('end', () => {
      setTimeout(() => response.writeHead(status, { 'content-type': 'application/json' }).end(body), 5)
    })
  })
  return new Promise((resolve) => server.listen({ port: 0, host: '127.0.0.1', backlog: 2_048 }, () => resolve(server)))
}

function urlOf(server: Server): string {
  const { port } = server.address() as AddressInfo
  return `http://127.0.0.1:${port}/v1`
}

function right(text: string): Cell {
  return { text, align: 'right' }
}
