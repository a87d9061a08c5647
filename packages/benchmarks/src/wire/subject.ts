import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { definePolicy } from '@router/core'
import { createRouter, type RouterOptions } from '@router/node-fetch'
import { undiciFetch } from '@router/node-fetch/undici'
import { Agent, request as send } from 'undici'
import { createGateway } from '../../../../docs/examples/gateway/gateway.js'

// A gateway of one kind before an upstream, in a process of its own.
const [, , kind = '', origin = ''] = process.argv

const kinds: Readonly<Record<string, () => RequestListener>> = {
  'pass-through': () => passThrough,
  router: () => gateway(),
  undici: () => gateway(undiciFetch({ dispatcher: agent })),
}

const agent = new Agent()

/** The least that a gateway in Node can do: nothing is read, judged or changed on the way. */
const passThrough: RequestListener = (request, response) => {
  send(origin + (request.url ?? ''), {
    dispatcher: agent,
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer made-up' },
    body: request,
  }).then(
    ({ statusCode, headers, body }) => {
      for (const name of ['content-length', 'content-type']) {
        const value = headers[name]
        if (value !== undefined) response.setHeader(name, value)
      }
      response.writeHead(statusCode)
      body.pipe(response)
    },
    () => response.destroy(),
  )
}

function gateway(fetch?: RouterOptions['fetch']): RequestListener {
  const policy = definePolicy({
    providers: { first: {}, second: {} },
    aliases: { fast: { targets: ['first/model-1', 'second/model-1'] } },
  })
  const upstream = { baseUrl: `${origin}/v1`, credentials: { default: 'made-up' } }
  const router = createRouter({
    policy,
    upstreams: { first: upstream, second: upstream },
    ...(fetch === undefined ? {} : { fetch }),
  })
  return createGateway({ handle: router.handle, policy: () => policy })
}

const listener = kinds[kind]?.()
const server = createServer(listener)
server.keepAliveTimeout = 60_000
server.listen({ port: 0, host: '127.0.0.1', backlog: 2_048 }, () =>
  process.send?.({ port: (server.address() as AddressInfo).port }),
)
