import { fork } from 'node:child_process'
import { once } from 'node:events'
import { definePolicy } from '@router/core'
import { createRouterFetch } from '@router/node-fetch'
import { handWrittenFetch } from './hand-written-fetch.js'
import { medianOf } from './measure.js'

/** Requests per second of three ways to ask the same upstream, measured in turns; and what a dead primary costs. */
export interface Loopback {
  readonly bare: number
  readonly handWritten: number
  readonly router: number
  /** The median over the rounds of the ratio in each round, and the lowest and highest. */
  readonly overHandWritten: Ratio
  readonly overBare: Ratio
  /** How many of 1,000 concurrent requests are served while the primary answers 503. */
  readonly servedOf1000: number
}

/** A ratio of throughputs. */
export interface Ratio {
  readonly median: number
  readonly lowest: number
  readonly highest: number
}

const body = JSON.stringify({ model: 'fast', messages: [{ role: 'user', content: 'word '.repeat(200) }] })
const rounds = 9
const roundMs = 700
const concurrent = 16

/** Measures `createRouterFetch` beside a bare and a hand-written fetch, against an upstream in a process of its own. */
export async function loopback(upstream: string): Promise<Loopback> {
  const child = fork(upstream)
  try {
    const [port] = (await once(child, 'message')) as [number]
    const url = `http://127.0.0.1:${port}`
    let ended = 0
    const ways = {
      bare: fetch,
      handWritten: handWrittenFetch(url, 'model-1', 600_000, () => (ended += 1)),
      router: routerFetch(url, ['well/model-1']),
    }
    const rates = { bare: [] as number[], handWritten: [] as number[], router: [] as number[] }
    // The first round warms up.
    for (let round = 0; round <= rounds; round += 1) {
      for (const [way, send] of Object.entries(ways) as [keyof typeof ways, typeof fetch][]) {
        const rate = await rateOf(send, `${url}/v1/chat/completions`)
        if (round > 0) rates[way].push(rate)
      }
    }
    return {
      bare: medianOf(rates.bare),
      handWritten: medianOf(rates.handWritten),
      router: medianOf(rates.router),
      overHandWritten: ratioOf(rates.router, rates.handWritten),
      overBare: ratioOf(rates.router, rates.bare),
      servedOf1000: await served(
        routerFetch(url, ['dead/model-1', 'well/model-1']),
        `${url}/v1/chat/completions`,
        1_000,
      ),
    }
  } finally {
    child.disconnect()
  }
}

function routerFetch(url: string, targets: readonly string[]): typeof fetch {
  const credentials = { default: 'made-up' }
  return createRouterFetch({
    policy: definePolicy({
      providers: { dead: {}, well: {} },
      aliases: { fast: { targets, strategy: 'fill-first' } },
    }),
    upstreams: { dead: { baseUrl: `${url}/dead/v1`, credentials }, well: { baseUrl: `${url}/v1`, credentials } },
  })
}

async function ask(send: typeof fetch, url: string): Promise<boolean> {
  const response = await send(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  await response.text()
  return response.ok
}

async function rateOf(send: typeof fetch, url: string): Promise<number> {
  const startedAt = performance.now()
  let answered = 0
  const work = async (): Promise<void> => {
    while (performance.now() - startedAt < roundMs) {
      if (!(await ask(send, url))) throw new Error(`the upstream at ${url} refused`)
      answered += 1
    }
  }
  await Promise.all(Array.from({ length: concurrent }, work))
  return (answered / (performance.now() - startedAt)) * 1_000
}

async function served(send: typeof fetch, url: string, requests: number): Promise<number> {
  const ends = await Promise.all(Array.from({ length: requests }, () => ask(send, url).catch(() => false)))
  return ends.filter(Boolean).length
}

function ratioOf(ours: readonly number[], theirs: readonly number[]): Ratio {
  const ratios = ours.map((rate, round) => rate / (theirs[round] ?? Number.NaN))
  return { median: medianOf(ratios), lowest: Math.min(...ratios), highest: Math.max(...ratios) }
}
