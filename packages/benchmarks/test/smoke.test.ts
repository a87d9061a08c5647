import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { definePolicy } from '@router/core'
import { createRouterFetch } from '@router/node-fetch'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { deciding, decidingAnew, learning, type Operation, served } from '../src/core/operations.js'
import { sceneOf } from '../src/core/scene.js'
import { calling, race, type Timer } from '../src/lib/race.js'
import { answer, askedBody } from '../src/wire/payload.js'

// No bars: margins that a busy machine keeps and that anything which grows with the fleet does not. What is compared takes
// turns, and the fastest round of each counts: whatever else the machine does can only make a round slower.

/** How many times the second takes of the first, by their fastest rounds. */
async function growth(small: Timer, large: Timer): Promise<number> {
  const [first, second] = await race([small, large], { rounds: 15, roundMs: 5 })
  return (second?.ns.lowest ?? Number.NaN) / (first?.ns.lowest ?? Number.NaN)
}

const within = (operation: Operation, size: number, members: number): Timer => {
  const run = operation.in(sceneOf(size, members, 0.2))
  if (run === undefined) throw new Error(`${operation.what} is refused among ${size}`)
  return calling(run)
}

it.each([deciding, decidingAnew, served])(
  '$what costs less than five times as much in a fleet of 10,000 as in one of 100, for the same alias',
  async (operation) => {
    expect(await growth(within(operation, 100, 20), within(operation, 10_000, 20))).toBeLessThan(5)
  },
)

it('a health update costs less than five times as much among 20,000 scopes as among 100', async () => {
  expect(await growth(within(learning, 100, 20), within(learning, 20_000, 20))).toBeLessThan(5)
})

it('what copies all it knows is caught', async () => {
  const copying = (size: number): Timer => {
    const known = Object.fromEntries(Array.from({ length: size }, (_, index) => [`key-${index}`, index]))
    return calling((turn) => ({ ...known, [`key-${turn % size}`]: turn }))
  }
  expect(await growth(copying(100), copying(10_000))).toBeGreaterThan(5)
})

const server = createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end(answer))
})
let origin = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.close()
  server.closeAllConnections()
})

it('createRouterFetch, its upstream in the same process, takes less than three times the CPU time of a bare fetch', async () => {
  const routed = createRouterFetch({
    policy: definePolicy({ providers: { only: {} }, aliases: { fast: { targets: ['only/model-1'] } } }),
    upstreams: { only: { baseUrl: `${origin}/v1`, credentials: { default: 'made-up' } } },
  })
  const asking = (send: typeof fetch): Timer => ({
    time: async (calls) => {
      const { user, system } = process.cpuUsage()
      for (let call = 0; call < calls; call += 1) {
        const response = await send(`${origin}/v1/chat/completions`, { method: 'POST', body: askedBody(false) })
        expect(await response.text()).toBe(answer)
      }
      const now = process.cpuUsage()
      return (now.user + now.system - user - system) / 1_000
    },
    allocated: () => undefined,
  })
  const [bare, router] = await race([asking(fetch), asking(routed)], { rounds: 15, roundMs: 40 })
  expect((router?.ns.lowest ?? Number.NaN) / (bare?.ns.lowest ?? Number.NaN)).toBeLessThan(3)
})
