import { createRouter } from '@router/node-fetch'
import type { Import } from '../../../../docs/examples/concurrency/install.js'
import { fleetOf } from '../core/fleet.js'
import { HandWrittenRoundRobin } from '../core/hand-written.js'
import { deciding, served } from '../core/operations.js'
import { now, sceneOf } from '../core/scene.js'
import type { Report, Say } from '../lib/board.js'
import { ratiosOf } from '../lib/medians.js'
import { awaiting, calling, race, type Timer } from '../lib/race.js'
import { size as bytesOf, range, table, time, times } from '../lib/words.js'
import { type Model, type Packages, packagesOf } from './packages.js'
import { versions } from './versions.js'

const sizes = [3, 100]

/** What picking an upstream and guarding a call cost, with what else there is. Nothing fails, and nothing is sent. */
export async function rivalsBoard(say: Say, load: Import): Promise<Report> {
  const packages = await packagesOf(load)
  const picks: string[][] = []
  for (const size of sizes) {
    say(`picking one of ${size}`)
    const lanes = picking(packages, size)
    const costs = await race(lanes.map(([, timer]) => timer))
    const baseline = costs[0]?.rounds ?? []
    lanes.forEach(([name], index) => {
      const cost = costs[index]
      if (cost === undefined) return
      picks[index] ??= [name]
      picks[index].push(time(cost.ns.median), times(ratiosOf(cost.rounds, baseline).median), bytesOf(cost.bytes))
    })
  }
  say('guarding a call')
  const lanes = guarding(packages)
  const costs = await race(
    lanes.map(([, timer]) => timer),
    { rounds: 7, roundMs: 50 },
  )
  return {
    text: [
      'Picking an upstream, all of them well:',
      '',
      table([['one of', ...sizes.flatMap((size) => [String(size), 'over hand-written', 'allocates'])], ...picks]),
      '',
      'A call of a function that resolves at once, one after the other:',
      '',
      table([
        ['through', 'one call', 'fastest – slowest'],
        ...lanes.flatMap(([name], index) => {
          const cost = costs[index]
          return cost === undefined ? [] : [[name, time(cost.ns.median), range(cost.ns, time)]]
        }),
      ]),
    ].join('\n'),
  }
}

function picking(packages: Packages, size: number): readonly (readonly [name: string, timer: Timer])[] {
  const { BalancedPool, RoundRobinPool, Client } = packages
  const origins = Array.from({ length: size }, (_, index) => `http://127.0.0.1:${20_000 + index}`)
  const scene = sceneOf(size, size, 0)
  const pool = new HandWrittenRoundRobin(size)
  const known = `undici ${versions['undici']}`
  return [
    ['hand-written round robin', calling(() => pool.pick(now))],
    [`${known}, \`BalancedPool\``, calling(pickOf(new BalancedPool(origins)))],
    [
      `${known}, \`RoundRobinPool\``,
      calling(pickOf(filled(new RoundRobinPool(origins[0] ?? '', { connections: size }), origins, Client))),
    ],
    ['the router’s `select`', calling(deciding.in(scene))],
    ['the router’s `begin` → `succeeded`', calling(served.in(scene))],
  ]
}

/** The one step of a pool that picks. */
function pickOf(pool: object): () => unknown {
  const pick = hidden(pool, 'get dispatcher')
  return () => pick()
}

/** A pool with a connection each: it opens another one only where all are busy. */
function filled(pool: object, origins: readonly string[], Client: Packages['Client']): object {
  const add = hidden(pool, 'add client')
  for (const origin of origins) add(new Client(origin))
  return pool
}

/** A step of undici's that stands behind a symbol. */
function hidden(pool: object, name: string): (...given: readonly unknown[]) => unknown {
  for (let from: object | null = pool; from !== null; from = Object.getPrototypeOf(from) as object | null) {
    const symbol = Object.getOwnPropertySymbols(from).find(({ description }) => description === name)
    const step = symbol === undefined ? undefined : (pool as Record<symbol, unknown>)[symbol]
    if (typeof step === 'function') return step.bind(pool) as (...given: readonly unknown[]) => unknown
  }
  throw new Error(`this version of undici has no '${name}'`)
}

function guarding(packages: Packages): readonly (readonly [name: string, timer: Timer])[] {
  const { circuitBreaker, retry, wrap, handleAll, ConsecutiveBreaker, CircuitBreaker } = packages
  const { createFallback, createRetryableModel, RunnableLambda } = packages
  const well = async (): Promise<string> => 'well'
  const breaker = circuitBreaker(handleAll, { halfOpenAfter: 10_000, breaker: new ConsecutiveBreaker(5) })
  const both = wrap(retry(handleAll, { maxAttempts: 2 }), breaker)
  const opossum = new CircuitBreaker(well)
  const model = modelOf(async () => ({ content: [], finishReason: 'stop', usage: {}, warnings: [] }))
  const fallback = createFallback({ models: [model, model] })
  const retrying = createRetryableModel({ model, retries: [model] })
  const runnable = RunnableLambda.from(well).withFallbacks({ fallbacks: [RunnableLambda.from(well)] })
  const router = createRouter({
    policy: fleetOf(3, 3),
    upstreams: { 'provider-0': { baseUrl: 'http://127.0.0.1/v1', credentials: { 'key-1': 'made-up' } } },
  })
  const asked = { prompt: [] }
  return [
    ['`await` alone', awaiting(well)],
    [`cockatiel ${versions['cockatiel']}, a breaker`, awaiting(() => breaker.execute(well))],
    [`cockatiel ${versions['cockatiel']}, retry and breaker`, awaiting(() => both.execute(well))],
    [`opossum ${versions['opossum']}, a breaker`, awaiting(() => opossum.fire())],
    [`ai-fallback ${versions['ai-fallback']}, two models`, awaiting(async () => await fallback.doGenerate(asked))],
    [`ai-retry ${versions['ai-retry']}, two models`, awaiting(async () => await retrying.doGenerate(asked))],
    [
      `LangChain ${versions['@langchain/core']}, \`withFallbacks\`, two runnables`,
      awaiting(() => runnable.invoke('hello')),
    ],
    ['the router’s `execute`, three targets', awaiting(() => router.execute({ model: 'fast' }, well))],
  ]
}

const modelOf = (doGenerate: Model['doGenerate']): Model & object =>
  ({ specificationVersion: 'v3', provider: 'made-up', modelId: 'm', supportedUrls: {}, doGenerate }) as Model
