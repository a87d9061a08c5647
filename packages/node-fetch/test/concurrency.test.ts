import { expect, it } from 'vitest'
import { answerWell } from './support/openai.js'
import { routerTo } from './support/router.js'
import { httpUpstream } from './support/upstream.js'

it.each([100, 1_000])('%i requests at once with the primary dead are all served', async (requests) => {
  const dead = await httpUpstream((_, response) => {
    setTimeout(() => response.writeHead(503).end('{"error":{"message":"overloaded"}}'), 5)
  })
  const well = await httpUpstream(({ body }, response) => answerWell(body, response, 'served'))
  const { ask, failures } = routerTo({ primary: dead.url, fallback: well.url })
  const answers = await Promise.all(
    Array.from({ length: requests }, async () => {
      const response = await ask()
      return [response.status, await response.text()] as const
    }),
  )
  expect(answers.filter(([status, text]) => status === 200 && text.includes('served'))).toHaveLength(requests)
  // They had all set out before the first one failed: that is one incident, and nobody asks again while it lasts.
  const before = failures().length
  expect((await ask()).status).toBe(200)
  expect(failures()).toHaveLength(before)
  expect(dead.received.length).toBeLessThanOrEqual(requests)
})

it('a crowd in front of a credential that takes one attempt at a time is served one by one, and nobody is given up', async () => {
  const slow = await httpUpstream(({ body }, response) => {
    setTimeout(() => answerWell(body, response, 'served'), 5)
  })
  const { ask, asked } = routerTo(
    { slow: slow.url },
    { providers: { slow: { credentials: { default: { maxInFlight: 1 } } } }, patience: { totalMs: 60_000 } },
  )
  const statuses = await Promise.all(
    Array.from({ length: 200 }, async () => {
      const response = await ask()
      await response.text()
      return response.status
    }),
  )
  expect(statuses.filter((status) => status === 200)).toHaveLength(200)
  expect(asked()).toHaveLength(200)
})
