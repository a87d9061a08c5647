import { definePolicy } from '@router/core'
import { createRouterFetch, type RouterOptions } from '@router/node-fetch'
import { undiciFetch } from '@router/node-fetch/undici'
import { type Asking, closedLoop } from './closed-loop.js'
import { handWrittenFetch } from './hand-written-fetch.js'
import { askedBody } from './payload.js'

// A program that asks a provider by one way of asking; told how often by whoever has started it.

const [, , way = '', origin = ''] = process.argv
let ended = 0

const ways: Readonly<Record<string, () => typeof fetch>> = {
  bare: () => fetch,
  'hand-written': () => handWrittenFetch(origin, 'model-1', 600_000, () => (ended += 1)),
  router: () => routerFetch(),
  undici: () => routerFetch(overDispatcher),
}

function routerFetch(send: NonNullable<RouterOptions['fetch']> = fetch): typeof fetch {
  const upstream = { baseUrl: `${origin}/v1`, credentials: { default: 'made-up' } }
  return createRouterFetch({
    policy: definePolicy({
      providers: { well: {}, spare: {} },
      aliases: { fast: { targets: ['well/model-1', 'spare/model-1'], strategy: 'fill-first' } },
    }),
    upstreams: { well: upstream, spare: upstream },
    fetch: send,
  })
}

/** undici is loaded only where it is used: loaded first, it would make its agent the built-in fetch's. */
const overDispatcher = way === 'undici' ? undiciFetch({ dispatcher: new (await import('undici')).Agent() }) : undefined

const send = ways[way]?.()
process.on('message', (asking: Asking | 'cpu') => {
  if (asking === 'cpu' || send === undefined) return
  const body = askedBody(asking.stream)
  const ask = async (): Promise<string | undefined> => {
    const response = await send(`${origin}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    const text = await response.text()
    return text.length > 100 && response.ok ? undefined : `${way} answers ${response.status}: ${text}`
  }
  closedLoop(asking, ask).then(
    (answered) => process.send?.({ answered }),
    (error: unknown) => process.send?.({ error: String(error) }),
  )
})
process.send?.({ port: 0 })
