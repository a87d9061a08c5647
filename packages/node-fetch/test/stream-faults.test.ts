import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { RouterError } from '@router/node-fetch'
import { expect, it, onTestFinished } from 'vitest'
import { collectGarbage } from './support/gc.js'
import { answerWell, chunk, done, roleOnly, stream, streamHead } from './support/openai.js'
import { readAll } from './support/read-all.js'
import { routerTo, type TestAddress, type TestRouter } from './support/router.js'
import { fin, freeze, read, rst, trickle, wait, write } from './support/script.js'
import { drained, httpUpstream, scriptedUpstream, type TestUpstream, type WireStep } from './support/upstream.js'
import { formats, streamIn, type WireFormat, wireFormats } from './support/wire-formats.js'

/** A router between two upstreams that speak this format, and the same request for both. */
function routed(
  { dialect, url, body }: WireFormat,
  urls: Readonly<Record<string, TestAddress>>,
  input: Parameters<typeof routerTo>[1] = {},
): TestRouter & { readonly send: (init?: RequestInit) => Promise<Response> } {
  const router = routerTo(urls, {
    providers: Object.fromEntries(Object.keys(urls).map((name) => [name, { dialect }])),
    ...input,
  })
  const init = { method: 'POST', body: JSON.stringify(body('any', true)) }
  return { ...router, send: (more) => router.router.fetch(url('any', true), { ...init, ...more }) }
}

const plays = (...bytes: readonly string[]): Promise<TestUpstream> =>
  scriptedUpstream([read, write(streamHead + bytes.join('')), fin])

const inEach = wireFormats.map((format) => [format.name, format] as const)

// S1
it.each(inEach)('%s: an error as the first event fails over', async (_, format) => {
  const failing = await plays(format.error)
  const spare = await plays(streamIn(format, 'well'))
  const { send, failures } = routed(format, { failing: failing.url, spare: spare.url })
  expect(await readAll(await send())).toEqual({ text: streamIn(format, 'well') })
  expect(failures()).toEqual(['overloaded'])
})

// S2
it.each(inEach)(
  '%s: frames that only open an answer are held back, so that after an error the caller sees one opening',
  async (_, format) => {
    const failing = await plays(`: comment\n\n${format.opening}`, format.error)
    const spare = await plays(streamIn(format, 'well'))
    const { send, failures } = routed(format, { failing: failing.url, spare: spare.url })
    expect(await readAll(await send())).toEqual({ text: streamIn(format, 'well') })
    expect(failures()).toEqual(['overloaded'])
  },
)

// S3
const cuts: readonly (readonly [how: string, head: string, ending: readonly WireStep[]])[] = [
  ['a reset', streamHead, [wait(20), rst]],
  [
    'an end that a length of chunks would have shown',
    'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n',
    [fin],
  ],
  ['an end that nothing shows but the missing marker', streamHead, [fin]],
]

it.each(inEach.flatMap(([name, format]) => cuts.map((cut) => [name, format, ...cut] as const)))(
  '%s: an answer that breaks off after content, here by %3$s, ends in an error and never cleanly',
  async (_name, format, _how, head, ending) => {
    const text = format.opening + format.says('Hel') + format.says('lo')
    const chunked = head.includes('chunked')
    const body = chunked ? `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n` : text
    const broken = await scriptedUpstream([read, write(head + body), ...ending])
    const spare = await plays(streamIn(format, 'spare'))
    const { send, failures } = routed(format, { broken: broken.url, spare: spare.url })
    const got = await readAll(await send())
    expect(got.text).toBe(text)
    expect(got.error).toBeInstanceOf(RouterError)
    expect((got.error as RouterError).error).toMatchObject({ why: 'interrupted', failure: { class: 'stream-broken' } })
    expect(failures()).toEqual(['stream-broken'])
    expect(spare.received).toEqual([])
  },
)

it.each(inEach)(
  '%s: with commit: complete an answer that breaks off fails over, and the caller sees nothing of it',
  async (_, format) => {
    const broken = await scriptedUpstream([read, write(streamHead + format.opening + format.says('Hel')), fin])
    const spare = await plays(streamIn(format, 'well', ' met'))
    const { send, failures } = routed(format, { broken: broken.url, spare: spare.url }, { commit: 'complete' })
    expect(await readAll(await send())).toEqual({ text: streamIn(format, 'well', ' met') })
    expect(failures()).toEqual(['stream-broken'])
  },
)

it.each(inEach)(
  '%s: with commit: first-content nothing is handed over before there is content, and then all of it',
  async (_, format) => {
    const slow = await scriptedUpstream([
      read,
      write(streamHead + format.opening),
      wait(150),
      write(format.says('x')),
      wait(150),
      write(format.ending),
      fin,
    ])
    const { send, steps } = routed(format, { slow: slow.url })
    const began = performance.now()
    const response = await send()
    const opened = performance.now() - began
    expect(opened).toBeGreaterThan(140)
    expect(steps.at(-1)?.command.type).toBe('deliver')
    expect(await readAll(response)).toEqual({ text: streamIn(format, 'x') })
    expect(steps.at(-1)?.command.type).toBe('finish')
  },
)

it.each(inEach)(
  '%s: with commit: first-byte the opening is handed over, and an error after it is the caller’s',
  async (_, format) => {
    const failing = await scriptedUpstream([
      read,
      write(streamHead + format.opening),
      wait(30),
      write(format.error),
      fin,
    ])
    const spare = await plays(streamIn(format, 'spare'))
    const { send, failures } = routed(format, { failing: failing.url, spare: spare.url }, { commit: 'first-byte' })
    const { text, error } = await readAll(await send())
    expect(text).toBe(format.opening + format.error)
    expect(error).toBeInstanceOf(RouterError)
    expect(failures()).toEqual(['overloaded'])
    expect(spare.received).toEqual([])
  },
)

it.each(inEach)('%s: the tokens that an upstream counts are told', async (_, format) => {
  const upstream = await plays(streamIn(format, 'x'))
  const { send, steps } = routed(format, { upstream: upstream.url })
  await readAll(await send())
  expect(steps.at(-1)?.events).toMatchObject([{ type: 'attempt-succeeded', evidence: 'generation-completed' }])
})

// S4
const choice = (delta: object, finish: string): string => chunk(delta) + chunk({}, finish) + done

it.each<readonly [what: string, body: string]>([
  ['nothing', ''],
  ['only blanks', '\n\n\n'],
  ['only pings', ': ping\n\n: ping\n\n'],
  ['only the marker', done],
  ['only who speaks', roleOnly + chunk({}, 'stop') + done],
  ['only blank words', roleOnly + chunk({ content: ' ' }) + chunk({ content: '\n' }) + chunk({}, 'stop') + done],
])('a stream of %s is no answer, and fails over', async (_, body) => {
  const empty = await plays(body)
  const { ask, failures } = routerTo({ empty: empty.url, spare: (await plays(stream('well'))).url })
  expect(await readAll(await ask({ stream: true }))).toEqual({ text: stream('well') })
  expect(failures()).toEqual(['stream-broken'])
})

it.each<readonly [what: string, body: string]>([
  [
    'a call of a tool',
    choice({ tool_calls: [{ index: 0, id: 'call_1', function: { name: 'f', arguments: '{}' } }] }, 'tool_calls'),
  ],
  ['a refusal', choice({ refusal: 'I cannot help with that.' }, 'stop')],
  ['a filtered answer without a word', roleOnly + chunk({}, 'content_filter') + done],
  ['an answer cut by its length before its first word', roleOnly + chunk({}, 'length') + done],
  ['thoughts', choice({ reasoning_content: 'Hm.' }, 'stop')],
  [
    'a response that comes whole with its end',
    `data: ${JSON.stringify({ type: 'response.completed', response: JSON.parse(formats.responses.whole('Hello')) })}\n\n`,
  ],
  ['an image that comes with its end', 'data: {"type":"image_generation.completed","b64_json":"AA"}\n\n'],
  [
    'a transcript',
    'data: {"type":"transcript.text.delta","delta":"I"}\n\ndata: {"type":"transcript.text.done","text":"I"}\n\n',
  ],
])('%s is an answer, handed over as it came', async (_, body) => {
  const upstream = await plays(body)
  const spare = await plays(stream('spare'))
  const { ask } = routerTo({ upstream: upstream.url, spare: spare.url })
  expect(await readAll(await ask({ stream: true }))).toEqual({ text: body })
  expect(spare.received).toEqual([])
})

it('an answer that stops for a fault of the upstream fails over before its first word, and ends in an error behind it', async () => {
  const stopped = chunk({ content: '' }, 'insufficient_system_resource') + done
  const failing = await plays(roleOnly + stopped)
  const before = routerTo({ failing: failing.url, spare: (await plays(stream('well'))).url })
  expect(await readAll(await before.ask({ stream: true }))).toEqual({ text: stream('well') })
  expect(before.failures()).toEqual(['stream-broken'])

  const begun = roleOnly + chunk({ content: 'Hel' })
  const broken = await scriptedUpstream([read, write(streamHead + begun), wait(30), write(stopped), fin])
  const { text, error } = await readAll(await routerTo({ broken: broken.url }).ask({ stream: true }))
  expect([text, error instanceof RouterError]).toEqual([begun + stopped, true])
})

it('a response that is only queued is an answer: its id is what the caller asked for', async () => {
  const queued = JSON.stringify({ id: 'resp_1', object: 'response', status: 'queued', background: true, output: [] })
  const upstream = await httpUpstream((_, response) => void response.end(queued))
  const spare = await httpUpstream((_, response) => void response.end(formats.responses.whole('spare')))
  const { router } = routerTo({ upstream: upstream.url, spare: spare.url })
  const init = { method: 'POST', body: JSON.stringify({ model: 'any', input: 'hello', background: true }) }
  expect(await (await router.fetch('http://router/v1/responses', init)).text()).toBe(queued)
  expect(spare.received).toEqual([])
})

// S5
it.each(inEach)(
  '%s: silence after content ends the answer in an error when the idle time is over, and closes the upstream',
  async (_, format) => {
    const stalled = await scriptedUpstream([read, write(streamHead + format.opening + format.says('Hel')), freeze])
    const { send, failures } = routed(format, { stalled: stalled.url }, { timeouts: { idleMs: 100 } })
    const { text, error } = await readAll(await send())
    expect(text).toBe(format.opening + format.says('Hel'))
    expect((error as RouterError).error).toMatchObject({ why: 'interrupted', failure: { class: 'timeout' } })
    expect(failures()).toEqual(['timeout'])
    await expect.poll(stalled.connections, { interval: 5 }).toBe(0)
  },
)

// S6
it('a frame that is no JSON among good ones is handed on untouched', async () => {
  const body = [
    roleOnly,
    chunk({ content: 'a' }),
    'data: {"choices":[{"delta":\n\n',
    chunk({ content: 'b' }),
    chunk({}, 'stop'),
    done,
  ].join('')
  const { ask, steps } = routerTo({ odd: (await plays(body)).url })
  expect(await readAll(await ask({ stream: true }))).toEqual({ text: body })
  expect(steps.at(-1)?.events).toMatchObject([{ type: 'attempt-succeeded' }])
})

// S7
it.each(inEach)('%s: however its bytes are cut, an answer is judged and handed on alike', async (_, format) => {
  const text = streamIn(format, 'Grüße, ', '世界', ' 🌍')
  const variants = [
    text,
    text.replaceAll('\n', '\r\n'),
    text.replaceAll('\n', '\r'),
    text.replaceAll('data: ', 'data:'),
  ]
  for (const variant of variants) {
    const slow = await scriptedUpstream([read, write(streamHead), trickle(variant), fin])
    const { send, steps } = routed(format, { slow: slow.url })
    expect(await readAll(await send())).toEqual({ text: variant })
    expect(steps.at(-1)?.command).toEqual({ type: 'finish' })
  }
})

it('an event on several lines of data is one event', async () => {
  const spread = chunk({ content: 'spread' }).replace('"choices"', '\ndata: "choices"')
  const body = roleOnly + spread + chunk({}, 'stop') + done
  const { ask, steps } = routerTo({ one: (await plays(body)).url })
  expect(await readAll(await ask({ stream: true }))).toEqual({ text: body })
  expect(steps.at(-1)?.command).toEqual({ type: 'finish' })
})

it('an event of ten megabytes is handed on while it comes, and what follows is judged as ever', async () => {
  const large = chunk({ content: 'a'.repeat(10_000_000) })
  const upstream = await httpUpstream((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.end(roleOnly + large + chunk({}, 'stop') + done)
  })
  const { ask, steps } = routerTo({ upstream: upstream.url })
  const response = await ask({ stream: true })
  expect(steps.at(-1)?.command.type).toBe('deliver')
  expect((await response.text()).length).toBe((roleOnly + large + chunk({}, 'stop') + done).length)
  expect(steps.at(-1)?.command.type).toBe('finish')
})

// S8
it('a caller that reads slowly slows the upstream down, and is not taken for a silent upstream', async () => {
  let sent = 0
  const fast = await httpUpstream(async (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const frame = chunk({ content: 'a'.repeat(65_536) })
    while (!response.destroyed && sent < 400_000_000) {
      sent += frame.length
      if (!response.write(frame)) await drained(response)
    }
  })
  const { ask, failures } = routerTo({ fast: fast.url }, { timeouts: { idleMs: 100 } })
  const reader = (await ask({ stream: true })).body?.getReader()
  for (let piece = 0; piece < 4; piece += 1) {
    await delay(200)
    expect((await reader?.read())?.done).toBe(false)
  }
  expect(sent).toBeLessThan(40_000_000)
  await reader?.cancel()
  expect(failures()).toEqual([])
})

/** How long an upstream stays open when it is left, in the quickest of five trials: the machine may be busy. */
async function quickest(begin: () => Promise<() => void>, upstream: TestUpstream): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let trial = 0; trial < 5 && least >= 100; trial += 1) {
    const leave = await begin()
    const began = performance.now()
    leave()
    while (upstream.connections() > 0 && performance.now() - began < 2_000) await delay(2)
    least = Math.min(least, performance.now() - began)
  }
  return least
}

// S9
/** A server before a router, which hands on what the router gives it, and an upstream that never ends. */
async function gatewayBefore(ask: TestRouter['ask']): Promise<string> {
  const server = createServer((request, response) => {
    const left = new AbortController()
    response.on('close', () => left.abort())
    void (async () => {
      const answer = await ask({ stream: true }, { signal: left.signal })
      response.writeHead(answer.status, Object.fromEntries(answer.headers))
      if (answer.body !== null) await pipeline(Readable.fromWeb(answer.body as never), response)
    })().catch(() => response.destroy())
    request.resume()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

it.each<readonly [when: string, script: readonly WireStep[], reads: boolean]>([
  ['before there are headers', [read, freeze], false],
  ['in the middle of an answer', [read, write(streamHead + roleOnly + chunk({ content: 'a' })), freeze], true],
])(
  'a client that disconnects %s closes the upstream within a tenth of a second, and nobody is charged',
  async (_, script, reads) => {
    const endless = await scriptedUpstream(script)
    const { ask, failures } = routerTo({ endless: endless.url })
    const url = await gatewayBefore(ask)
    const tookMs = await quickest(async () => {
      const client = new AbortController()
      const answer = fetch(url, { signal: client.signal })
      answer.catch(() => undefined)
      if (reads) await (await answer).body?.getReader().read()
      else await expect.poll(endless.connections).toBe(1)
      return () => client.abort()
    }, endless)
    expect(tookMs).toBeLessThan(100)
    expect(failures()).toEqual([])
  },
)

// S10
it('an answer that is dropped without being read closes the upstream when the collector finds it', async () => {
  const endless = await scriptedUpstream([read, write(streamHead + roleOnly + chunk({ content: 'a' })), freeze])
  const { ask, failures } = routerTo({ endless: endless.url })
  await (async () => void (await ask({ stream: true })))()
  expect(endless.connections()).toBe(1)
  await expect
    .poll(
      async () => {
        for (let round = 0; round < 3; round += 1) await collectGarbage()
        return endless.connections()
      },
      { timeout: 5_000 },
    )
    .toBe(0)
  expect(failures()).toEqual([])
})

// S11
it('an answer whose body is cancelled closes the upstream at once, and nobody is charged', async () => {
  const endless = await scriptedUpstream([read, write(streamHead + roleOnly + chunk({ content: 'a' })), freeze])
  const { ask, failures, steps } = routerTo({ endless: endless.url })
  const tookMs = await quickest(async () => {
    const response = await ask({ stream: true })
    return () => void response.body?.cancel('enough')
  }, endless)
  expect(tookMs).toBeLessThan(100)
  expect(steps.at(-1)?.events).toMatchObject([{ type: 'attempt-abandoned' }])
  expect(failures()).toEqual([])
})

// S12
it('what comes behind the marker is handed on, and success is told once', async () => {
  const trailing = `${stream('x')}: bye\n\ndata: {"error":{"message":"too late"}}\n\n`
  const upstream = await plays(trailing)
  const { ask, steps } = routerTo({ upstream: upstream.url })
  expect(await readAll(await ask({ stream: true }))).toEqual({ text: trailing })
  const endings = steps.flatMap(({ events }) => events).filter(({ type }) => type !== 'attempt-started')
  expect(endings.map(({ type }) => type)).toEqual(['attempt-committed', 'attempt-succeeded'])
})

// S13
it.each(inEach)(
  '%s: an upstream that says that it is done and does not close is a success, and is closed for it',
  async (_, format) => {
    const lingers = async (commit: 'first-content' | 'complete'): Promise<void> => {
      const lingering = await scriptedUpstream([read, write(streamHead + streamIn(format, 'x')), freeze])
      const { send, steps } = routed(format, { lingering: lingering.url }, { commit, timeouts: { idleMs: 1_200 } })
      expect(await readAll(await send())).toEqual({ text: streamIn(format, 'x') })
      expect(steps.at(-1)?.command).toEqual({ type: 'finish' })
      await expect.poll(lingering.connections, { timeout: 2_000 }).toBe(0)
    }
    await Promise.all([lingers('first-content'), lingers('complete')])
  },
)

it.each(['first-content', 'complete'] as const)(
  'with commit: %s, what is cut off behind a whole answer is not missed',
  async (commit) => {
    const whole = roleOnly + chunk({ content: 'x' }) + chunk({}, 'stop')
    const cut = await scriptedUpstream([read, write(streamHead + whole), wait(20), rst])
    const { ask, failures } = routerTo({ cut: cut.url }, { commit })
    expect(await readAll(await ask({ stream: true }))).toEqual({ text: whole })
    expect(failures()).toEqual([])
  },
)

// S14
it.each(inEach)(
  '%s: when the second one fails before content, too, the caller gets a status that says so',
  async (_, format) => {
    const [first, second] = await Promise.all([plays(format.opening, format.error), plays(format.opening)])
    const { send, failures } = routed(format, { first: first.url, second: second.url })
    const response = await send()
    expect(response.status).toBeGreaterThanOrEqual(500)
    expect(response.headers.get('x-router-attempts')).toBe('2')
    expect(failures()).toEqual(['overloaded', 'stream-broken'])
  },
)

it('a stream that answers whole where a stream was asked for is judged as a whole answer', async () => {
  const whole = await httpUpstream(({ body }, response) =>
    answerWell(body.replace('"stream":true', '"stream":false'), response, 'whole'),
  )
  const { ask } = routerTo({ whole: whole.url })
  expect(await (await ask({ stream: true })).json()).toMatchObject({ choices: [{ message: { content: 'whole' } }] })
})

it('a Gemini client is not told of a block as of an empty answer', async () => {
  const blocked = `data: ${JSON.stringify({ promptFeedback: { blockReason: 'SAFETY' } })}\n\n`
  const upstream = await plays(blocked)
  const spare = await plays(streamIn(formats.gemini, 'spare'))
  const { send } = routed(formats.gemini, { upstream: upstream.url, spare: spare.url })
  expect(await readAll(await send())).toEqual({ text: blocked })
})
