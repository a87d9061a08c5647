import { getEventListeners } from 'node:events'
import { expect, it } from 'vitest'
import { answerWell, chunk, roleOnly, streamHead } from './support/openai.js'
import { routerTo } from './support/router.js'
import { httpUpstream, scriptedUpstream } from './support/upstream.js'

const reason = new Error('the user left')

it('a request that is cancelled before it begins rejects with the caller\u2019s own reason, and nobody is asked', async () => {
  const well = await httpUpstream(({ body }, response) => answerWell(body, response, 'x'))
  const { ask } = routerTo({ well: well.url })
  await expect(ask({}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  expect(well.received).toEqual([])
})

it('a request that is cancelled while its body is read rejects with that reason, and its body is cancelled', async () => {
  const well = await httpUpstream(({ body }, response) => answerWell(body, response, 'x'))
  const { router, steps } = routerTo({ well: well.url })
  const controller = new AbortController()
  let stopped: unknown
  const endless = new ReadableStream({
    start: (writer) => writer.enqueue(new TextEncoder().encode('{"model":"fast",')),
    cancel: (why) => {
      stopped = why
    },
  })
  const init = { method: 'POST', body: endless, duplex: 'half', signal: controller.signal } as RequestInit
  const asked = router.fetch('http://router/v1/chat/completions', init)
  setTimeout(() => controller.abort(reason), 20)
  await expect(asked).rejects.toBe(reason)
  expect(stopped).toBe(reason)
  expect(steps).toEqual([])
  expect(getEventListeners(controller.signal, 'abort')).toEqual([])
})

it('a request that is cancelled while it waits for an answer rejects with that reason, closes the connection, and charges nobody', async () => {
  const silent = await scriptedUpstream([{ type: 'read' }, { type: 'freeze' }])
  const { ask, failures, steps } = routerTo({ silent: silent.url })
  const controller = new AbortController()
  const asked = ask({}, { signal: controller.signal })
  await expect.poll(silent.connections).toBe(1)
  controller.abort(reason)
  await expect(asked).rejects.toBe(reason)
  await expect.poll(silent.connections).toBe(0)
  expect(failures()).toEqual([])
  expect(steps.at(-1)?.command).toMatchObject({ type: 'fail', error: { why: 'cancelled' } })
  expect(getEventListeners(controller.signal, 'abort')).toEqual([])
})

it('a request that is cancelled while it waits for a cooldown rejects at once', async () => {
  const limited = await httpUpstream((_, response) => {
    response.writeHead(429, { 'retry-after': '5' }).end()
  })
  const { ask, steps } = routerTo({ limited: limited.url })
  await ask()
  const controller = new AbortController()
  const asked = ask({}, { signal: controller.signal })
  await expect.poll(() => steps.at(-1)?.command.type).toBe('wait')
  controller.abort(reason)
  await expect(asked).rejects.toBe(reason)
  expect(limited.received).toHaveLength(1)
  expect(getEventListeners(controller.signal, 'abort')).toEqual([])
})

it('a stream whose caller cancels breaks off with that reason', async () => {
  const stalled = await scriptedUpstream([
    { type: 'read' },
    { type: 'write', bytes: streamHead + roleOnly + chunk({ content: 'Hel' }) },
    { type: 'freeze' },
  ])
  const { ask, failures } = routerTo({ stalled: stalled.url })
  const controller = new AbortController()
  const response = await ask({ stream: true }, { signal: controller.signal })
  const text = response.text()
  setTimeout(() => controller.abort(reason), 20)
  await expect(text).rejects.toBe(reason)
  await expect.poll(stalled.connections).toBe(0)
  expect(failures()).toEqual([])
  expect(getEventListeners(controller.signal, 'abort')).toEqual([])
})

it('a signal that came inside a Request is heard', async () => {
  const silent = await scriptedUpstream([{ type: 'read' }, { type: 'freeze' }])
  const { router } = routerTo({ silent: silent.url })
  const controller = new AbortController()
  const body = JSON.stringify({ model: 'any', messages: [] })
  const asked = router.fetch(
    new Request('http://router/v1/chat/completions', { method: 'POST', body, signal: controller.signal }),
  )
  await expect.poll(silent.connections).toBe(1)
  controller.abort(reason)
  await expect(asked).rejects.toBe(reason)
  await expect.poll(silent.connections).toBe(0)
})

it('nothing is left on the caller\u2019s signal when a request is over', async () => {
  const well = await httpUpstream(({ body }, response) => answerWell(body, response, 'x'))
  const { ask } = routerTo({ well: well.url })
  const controller = new AbortController()
  await (await ask({}, { signal: controller.signal })).text()
  await (await ask({ stream: true }, { signal: controller.signal })).text()
  expect(getEventListeners(controller.signal, 'abort')).toEqual([])
})
