// Sends many requests through one router while its upstreams fail at random, and looks now and then at what is left behind:
// memory, sockets, listeners, attempts in flight. Fails where something grows.
import { spawn } from 'node:child_process'
import { getEventListeners, once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { definePolicy } from '@router/core'
import { memoryStore } from '@router/memory-store'
import { createRouter } from '@router/node-fetch'
import { collectGarbage } from '../support/gc.js'
import { chanceOf } from './chance.js'

const { values } = parseArgs({
  options: { requests: { type: 'string', default: '50000' }, seed: { type: 'string', default: '1' } },
})
const requests = Number(values.requests)
const seed = Number(values.seed)
const atATime = 128
const looks = 10
const restSeconds = 20

const child = spawn(
  process.execPath,
  [...process.execArgv, new URL('upstreams.ts', import.meta.url).pathname, `${seed}`],
  {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  },
)
const [line] = (await once(createInterface({ input: child.stdout as NodeJS.ReadableStream }), 'line')) as [string]
const ports = JSON.parse(line) as readonly number[]

const names = ports.map((_, index) => `upstream-${index}`)
const store = memoryStore()
const router = createRouter({
  policy: definePolicy({
    providers: Object.fromEntries(names.map((name) => [name, { credentials: ['a', 'b'] }])),
    aliases: { any: { targets: names.map((name) => `${name}/m`), strategy: 'round-robin' } },
    timeouts: { firstByteMs: 100, firstContentMs: 100, idleMs: 100, totalMs: 300 },
    patience: { totalMs: 200 },
    maxCooldownMs: 200,
  }),
  upstreams: Object.fromEntries(
    names.map((name, index) => [
      name,
      { baseUrl: `http://127.0.0.1:${ports[index]}/v1`, credentials: { a: 'secret-a', b: 'secret-b' } },
    ]),
  ),
  store,
})

const chance = chanceOf(seed + 1)
/** Some callers share one signal for as long as they live. */
const shared = new AbortController()
const outcomes = new Map<string, number>()
const unhandled: unknown[] = []
process.on('unhandledRejection', (reason) => unhandled.push(reason))

async function ask(): Promise<string> {
  const stream = chance() < 0.5
  const kind = chance()
  const caller = kind < 0.25 ? shared : new AbortController()
  const timer = kind > 0.95 ? setTimeout(() => caller.abort('left'), chance() * 100) : undefined
  try {
    const response = await router.fetch('http://router/v1/chat/completions', {
      method: 'POST',
      body: JSON.stringify({ model: kind > 0.94 && kind < 0.95 ? 'nobody' : 'any', stream }),
      signal: caller.signal,
    })
    if (kind > 0.9 && kind < 0.94) {
      await response.body?.cancel()
      return 'dropped'
    }
    await response.text()
    return String(response.status)
  } catch (error) {
    return error === 'left' ? 'left' : 'broke off'
  } finally {
    clearTimeout(timer)
  }
}

/** What is left behind at this moment. */
interface Look {
  readonly requests: number
  readonly seconds: number
  readonly heapMb: number
  readonly sockets: number
  readonly listeners: number
  readonly inFlight: number
}

/** Connections that the upstreams see. */
async function openSockets(): Promise<number> {
  child.send('how many?')
  const [count] = (await once(child, 'message')) as [number]
  return count
}

const began = performance.now()
let sent = 0

async function look(): Promise<Look> {
  await collectGarbage(2)
  const { snapshot } = store.swap((known) => ({ snapshot: known }))
  return {
    requests: sent,
    seconds: (performance.now() - began) / 1_000,
    heapMb: process.memoryUsage().heapUsed / 1024 ** 2,
    sockets: await openSockets(),
    listeners: getEventListeners(shared.signal, 'abort').length,
    inFlight: snapshot.traffic.inFlight.size,
  }
}

const seen: Look[] = []
for (let part = 1; part <= looks; part += 1) {
  const until = Math.round((requests * part) / looks)
  await Promise.all(
    Array.from({ length: atATime }, async () => {
      while (sent < until) {
        sent += 1
        const outcome = await ask()
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
      }
    }),
  )
  seen.push(await look())
}
// Connections are kept for later as long as upstreams like, some seconds; then all of them have to be gone.
let left = await openSockets()
for (let second = 0; second < restSeconds && left > 0; second += 1) {
  await delay(1_000)
  left = await openSockets()
}
child.kill()

const widths = { requests: 9, seconds: 8, heapMb: 8, sockets: 8, listeners: 10, inFlight: 9 }
const columns = Object.entries(widths) as [keyof Look, number][]
const row = (cell: (column: keyof Look) => string): string =>
  columns.map(([column, width]) => cell(column).padStart(width)).join('')
console.log(row((column) => column))
for (const each of seen) console.log(row((column) => String(Math.round(each[column] * 10) / 10)))

// The first half warms up: pools, compiled code, what is known of every target.
const settled = seen.slice(looks / 2 - 1)
const [first, last] = [settled[0], settled.at(-1)]
const grownMb = (last?.heapMb ?? 0) - (first?.heapMb ?? 0)
const slope = (grownMb / ((last?.requests ?? 0) - (first?.requests ?? 0))) * 1_000
const told = [...outcomes].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([outcome, count]) => `${outcome}: ${count}`)
console.log(`\n${told.join(', ')}`)
console.log(
  `heap: ${slope.toFixed(3)} MB for each thousand requests; unhandled rejections: ${unhandled.length}; sockets left: ${left}`,
)

const leaks = [
  ...(slope < 0.1 || grownMb < 2 ? [] : ['the heap grows']),
  ...(last?.listeners === 0 ? [] : ['listeners are left on a signal of the callers']),
  ...(last?.inFlight === 0 ? [] : ['attempts are left in flight']),
  ...(left === 0 ? [] : [`${left} sockets are left open ${restSeconds} s after the last request`]),
  ...(unhandled.length === 0 ? [] : ['rejections went unhandled']),
]
for (const leak of leaks) console.error(leak)
process.exit(leaks.length === 0 ? 0 : 1)
