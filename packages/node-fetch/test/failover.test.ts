import { expect, it } from 'vitest'
import { answerWell, chunk, completion, done, roleOnly, streamHead } from './support/openai.js'
import { routerTo } from './support/router.js'
import { drained, httpUpstream, refusedUrl, scriptedUpstream, type WireStep } from './support/upstream.js'

const well = () => httpUpstream(({ body }, response) => answerWell(body, response, 'well ', 'met'))

/** What an upstream may do instead of answering, and what it is judged to be. */
const whole: readonly (readonly [what: string, script: readonly WireStep[], failure: string])[] = [
  ['closes before it answers', [{ type: 'read' }, { type: 'fin' }], 'network-error'],
  ['resets before it answers', [{ type: 'read' }, { type: 'rst' }], 'network-error'],
  ['resets in the middle of its head', [{ type: 'read' }, write('HTTP/1.1 200 O'), { type: 'rst' }], 'network-error'],
  ['speaks another protocol', [{ type: 'read' }, write('SSH-2.0-OpenSSH_9.2\r\n'), { type: 'fin' }], 'network-error'],
  ['answers nothing', [{ type: 'read' }, answer('200 OK', 'application/json', '')], 'stream-broken'],
  ['answers no content', [{ type: 'read' }, write('HTTP/1.1 204 No Content\r\n\r\n')], 'stream-broken'],
  [
    'answers half of its JSON',
    [{ type: 'read' }, answer('200 OK', 'application/json', '{"choices":[')],
    'stream-broken',
  ],
  [
    'breaks off in the middle of its body',
    [
      { type: 'read' },
      write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n{"cho'),
      { type: 'rst' },
    ],
    'stream-broken',
  ],
  [
    'says an error in a success',
    [
      { type: 'read' },
      answer('200 OK', 'application/json', '{"error":{"message":"Overloaded","type":"overloaded_error"}}'),
    ],
    'overloaded',
  ],
  [
    'answers with a page',
    [{ type: 'read' }, answer('200 OK', 'text/html', '<html><body>Log in to the network</body></html>')],
    'gateway-error',
  ],
  ['says that it is busy', [{ type: 'read' }, answer('503 Busy', 'text/plain', '')], 'overloaded'],
  [
    'sends elsewhere',
    [
      { type: 'read' },
      write('HTTP/1.1 307 Temporary Redirect\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n'),
    ],
    'gateway-error',
  ],
]

const streamed: readonly (readonly [what: string, script: readonly WireStep[], failure: string])[] = [
  ['ends without a frame', [{ type: 'read' }, write(streamHead), { type: 'fin' }], 'stream-broken'],
  ['ends with the marker alone', [{ type: 'read' }, write(streamHead + done), { type: 'fin' }], 'stream-broken'],
  [
    'says who speaks and no word',
    [{ type: 'read' }, write(streamHead + roleOnly + chunk({}, 'stop') + done), { type: 'fin' }],
    'stream-broken',
  ],
  [
    'resets after it said who speaks',
    [{ type: 'read' }, write(streamHead + roleOnly), { type: 'rst' }],
    'stream-broken',
  ],
  [
    'says an error as its first event',
    [
      { type: 'read' },
      write(`${streamHead}data: {"error":{"message":"Rate limit reached","code":"rate_limit_exceeded"}}\n\n`),
      { type: 'fin' },
    ],
    'rate-limited',
  ],
  [
    'says an error after its lifecycle events',
    [
      { type: 'read' },
      write(`${streamHead}: ping\n\n${roleOnly}data: {"error":{"message":"The server had an error"}}\n\n`),
      { type: 'fin' },
    ],
    'server-error',
  ],
]

function write(bytes: string): WireStep {
  return { type: 'write', bytes }
}

function answer(status: string, contentType: string, body: string): WireStep {
  return write(
    `HTTP/1.1 ${status}\r\ncontent-type: ${contentType}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  )
}

it.each(whole)('an upstream that %s is passed over, and the next one answers', async (_, script, failure) => {
  const { ask, failures } = routerTo(
    { bad: (await scriptedUpstream(script)).url, good: (await well()).url },
    { budget: { sameTargetRetries: 0 } },
  )
  const response = await ask()
  expect(response.status).toBe(200)
  expect(await response.text()).toBe(completion('well met'))
  expect(response.headers.get('x-router-target')).toBe('good/default/m')
  expect(response.headers.get('x-router-attempts')).toBe('2')
  expect(failures()).toEqual([failure])
})

it.each(streamed)(
  'an upstream whose stream %s is passed over before the caller sees any of it',
  async (_, script, failure) => {
    const { ask, failures } = routerTo(
      { bad: (await scriptedUpstream(script)).url, good: (await well()).url },
      { budget: { sameTargetRetries: 0 } },
    )
    const response = await ask({ stream: true })
    const text = await response.text()
    expect(text.match(/"role"/g)).toHaveLength(1)
    expect(text).toContain('"well "')
    expect(text.endsWith(done)).toBe(true)
    expect(failures()).toEqual([failure])
  },
)

it('an upstream that refuses connections is passed over at once', async () => {
  const { ask, failures } = routerTo({ bad: await refusedUrl(), good: (await well()).url })
  expect((await ask()).status).toBe(200)
  expect(failures()).toEqual(['network-error'])
})

it('an upstream that accepts and never answers is left when its first byte is overdue, and its connection is closed', async () => {
  const silent = await scriptedUpstream([{ type: 'read' }, { type: 'freeze' }])
  const { ask, failures } = routerTo({ bad: silent.url, good: (await well()).url }, { timeouts: { firstByteMs: 80 } })
  const response = await ask({ stream: true })
  expect(await response.text()).toContain('"well "')
  expect(failures()).toEqual(['timeout'])
  await expect.poll(silent.connections).toBe(0)
})

it('pings keep nobody waiting beyond the time for the first content', async () => {
  const pinging = await httpUpstream(async (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    while (!response.destroyed) {
      response.write(': ping\n\n')
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  })
  const { ask, failures } = routerTo(
    { bad: pinging.url, good: (await well()).url },
    { timeouts: { firstContentMs: 100 } },
  )
  expect(await (await ask({ stream: true })).text()).toContain('"well "')
  expect(failures()).toEqual(['timeout'])
  await expect.poll(pinging.connections).toBe(0)
})

it('the body of an error that never ends holds nobody up', async () => {
  const endless = await httpUpstream(async (_, response) => {
    response.writeHead(500, { 'content-type': 'text/plain' })
    while (!response.destroyed) {
      if (!response.write('a'.repeat(65_536))) await drained(response)
    }
  })
  const { ask } = routerTo({ bad: endless.url, good: (await well()).url }, { budget: { sameTargetRetries: 0 } })
  expect((await ask()).status).toBe(200)
  await expect.poll(endless.connections).toBe(0)
})

it('a connection that was used before and is reset gets one more try on the same target', async () => {
  let requests = 0
  const flaky = await httpUpstream(({ body }, response) => {
    requests += 1
    if (requests === 2) response.socket?.resetAndDestroy()
    else answerWell(body, response, 'again')
  })
  const { ask, asked } = routerTo({ bad: flaky.url, good: (await well()).url })
  await (await ask()).text()
  expect(await (await ask()).text()).toBe(completion('again'))
  expect(asked()).toEqual(['bad/default/m', 'bad/default/m', 'bad/default/m'])
})
