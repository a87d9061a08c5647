import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { definePolicy } from '@router/core'
import { expect, it, onTestFinished } from 'vitest'
import { handRouter } from '../examples/by-hand/route.js'
import { textOf } from './blocks/pages.js'

async function place(answer: RequestListener, received: unknown[] = []) {
  const server = createServer((request, response) => {
    received.push(request.headers.authorization)
    request.resume()
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, secret: 'of-this-one' }
}

const well: RequestListener = (_, response) => void response.end('{"choices":[{"message":{"content":"hello"}}]}')
const limited: RequestListener = (_, response) => void response.writeHead(429, { 'retry-after': '1' }).end('{}')
const silent: RequestListener = () => undefined
const empty: RequestListener = (_, response) => void response.end()
const breaking: RequestListener = (_, response) => void response.socket?.resetAndDestroy()

const policyOf = (...providers: readonly string[]) =>
  definePolicy({
    providers: Object.fromEntries(providers.map((name) => [name, {}])),
    aliases: { fast: { targets: providers.map((name) => `${name}/m`), strategy: 'fill-first' } },
    timeouts: { idleMs: 200 },
  })

const request = { id: 'r', model: 'fast' }

it('a router by hand fails over what throttles, breaks, says nothing and never answers, and asks none of them twice', async () => {
  const asked: unknown[] = []
  const places = {
    limited: await place(limited, asked),
    breaking: await place(breaking),
    empty: await place(empty),
    silent: await place(silent),
    well: await place(well),
  }
  const route = handRouter(policyOf('limited', 'breaking', 'empty', 'silent', 'well'), places)
  expect(await route(request, [])).toMatchObject({ type: 'response', status: 200 })
  expect(await route(request, [])).toMatchObject({ type: 'response', status: 200 })
  expect(asked).toEqual(['Bearer of-this-one'])
})

it('a router by hand waits for a target that is soon well again, and says when one is not', async () => {
  let left = 1
  const recovering: RequestListener = (...given) => (left-- > 0 ? limited(...given) : well(...given))
  const route = handRouter(policyOf('recovering'), { recovering: await place(recovering) })
  expect(await route(request, [])).toMatchObject({ why: 'exhausted', retryAt: expect.any(Number) as number })
  expect(await route(request, [])).toMatchObject({ type: 'response', status: 200 })
  expect(await route({ id: 'r', model: 'nobody' }, [])).toMatchObject({ why: 'unknown-name' })
})

it('the whole of it has less than sixty lines', () => {
  expect(textOf('docs/examples/by-hand/route.ts').split('\n').length).toBeLessThan(60)
})
