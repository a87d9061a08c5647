import { spawn } from 'node:child_process'
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import OpenAI from 'openai'
import { expect, it, onTestFinished } from 'vitest'
import { readArguments } from '../examples/gateway/arguments.js'
import { createGateway } from '../examples/gateway/gateway.js'
import { type Started, startGateway } from '../examples/gateway/start.js'
import { root } from './blocks/pages.js'

/** A server on loopback, and how many connections to it are open. */
async function upstream(listener: RequestListener): Promise<{ readonly url: string; readonly open: Set<Socket> }> {
  const server = createServer(listener)
  const open = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    socket.once('data', () => open.add(socket)).on('close', () => open.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, open }
}

const chunk = (delta: object, finish: string | null = null): string =>
  `data: ${JSON.stringify({ id: '1', object: 'chat.completion.chunk', created: 0, model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`

/** Answers whatever may be asked, and says in which words the upstream was asked. */
const well: RequestListener = (request, response) => {
  void text(request).then((body) => {
    const { model, stream } = JSON.parse(body) as { model: string; stream?: boolean }
    const content = `${model} of ${request.headers.authorization}`
    response.setHeader('content-type', stream ? 'text/event-stream' : 'application/json')
    if (request.url?.endsWith('/embeddings'))
      response.end('{"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.5]}]}')
    else if (stream) response.end(`${chunk({ content })}${chunk({}, 'stop')}data: [DONE]\n\n`)
    else response.end(JSON.stringify({ choices: [{ message: { role: 'assistant', content } }] }))
  })
}

const limited: RequestListener = (request, response) => {
  request.resume()
  response
    .writeHead(429, { 'content-type': 'application/json', 'retry-after': '40' })
    .end('{"error":{"message":"slow down","type":"requests"}}')
}

/** Says one word and no more. */
const stalled: RequestListener = (request, response) => {
  request.resume()
  response.writeHead(200, { 'content-type': 'text/event-stream' }).write(chunk({ content: 'Hel' }))
}

interface Setting extends Started {
  readonly file: string
  readonly said: string[]
  readonly openai: OpenAI
  readonly ask: (model: string, more?: object, init?: RequestInit) => Promise<Response>
}

const fileOf = (urls: Readonly<Record<string, string>>, aliases: object = {}): object => ({
  policy: {
    providers: Object.fromEntries(Object.keys(urls).map((name) => [name, { models: ['m'] }])),
    aliases: { fast: { targets: Object.keys(urls).map((name) => `${name}/m`), strategy: 'fill-first' }, ...aliases },
  },
  upstreams: Object.fromEntries(
    Object.entries(urls).map(([name, baseUrl]) => [
      name,
      { baseUrl, credentials: { default: { env: `KEY_OF_${name.toUpperCase()}` } } },
    ]),
  ),
})

/** A gateway before these upstreams. */
async function gateway(
  urls: Readonly<Record<string, string>>,
  aliases: object = {},
  more: Record<string, string> = {},
): Promise<Setting> {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-'))
  const file = join(folder, 'operators-file.json')
  writeFileSync(file, JSON.stringify(fileOf(urls, aliases)))
  const said: string[] = []
  const started = await startGateway({
    file,
    environment: { KEY_OF_ONE: 'secret-1', KEY_OF_TWO: 'secret-2', ...more },
    port: 0,
    host: '127.0.0.1',
    say: (line) => said.push(line.replaceAll(file, 'FILE')),
    everyMs: 20,
  })
  if ('issues' in started) throw new Error(JSON.stringify(started.issues))
  onTestFinished(async () => {
    await started.close(0)
    rmSync(folder, { recursive: true })
  })
  return {
    ...started,
    file,
    said,
    openai: new OpenAI({ apiKey: 'unused', baseURL: `${started.url}/v1` }),
    ask: (model, extra = {}, init = {}) =>
      fetch(`${started.url}/v1/chat/completions`, {
        method: 'POST',
        body: JSON.stringify({ model, messages: [{ role: 'user', content: 'hello' }], ...extra }),
        ...init,
      }),
  }
}

it('OpenAI’s client is served over HTTP, whole, streamed and with embeddings, while the first provider throttles', async () => {
  const { openai } = await gateway({ one: (await upstream(limited)).url, two: (await upstream(well)).url })
  const messages = [{ role: 'user' as const, content: 'hello' }]
  const whole = await openai.chat.completions.create({ model: 'fast', messages })
  expect(whole.choices[0]?.message.content).toBe('m of Bearer secret-2')
  let said = ''
  for await (const part of await openai.chat.completions.create({ model: 'fast', messages, stream: true }))
    said += part.choices[0]?.delta.content ?? ''
  expect(said).toBe('m of Bearer secret-2')
  const { data } = await openai.embeddings.create({ model: 'fast', input: 'hello', encoding_format: 'float' })
  expect(data[0]?.embedding).toEqual([0.5])
})

it('the models are what a client may ask for', async () => {
  const { openai } = await gateway({ one: (await upstream(well)).url }, { Slow: { targets: ['one/m'] } })
  const { data } = await openai.models.list()
  expect(data.map(({ id }) => id)).toEqual(['fast', 'Slow', 'm', 'one/m'])
})

it('who served and after how many attempts stands in the headers', async () => {
  const { ask } = await gateway({ one: (await upstream(limited)).url, two: (await upstream(well)).url })
  expect(Object.fromEntries((await ask('fast')).headers)).toMatchObject({
    'x-router-target': 'two/default/m',
    'x-router-attempts': '2',
  })
})

it('an error has the words of the caller’s dialect, and says when to come back', async () => {
  const { ask, url } = await gateway({ one: (await upstream(limited)).url })
  const first = await ask('fast')
  expect([first.status, first.headers.get('retry-after')]).toEqual([429, '40'])
  expect(await first.json()).toMatchObject({ error: { message: 'slow down' } })
  const second = await ask('fast')
  expect([second.status, Number(second.headers.get('retry-after')) > 30]).toEqual([429, true])
  expect(await second.json()).toMatchObject({ error: { code: 'all_cooling' } })
  const anthropic = await fetch(`${url}/v1/messages`, { method: 'POST', body: '{"model":"nobody"}' })
  expect(await anthropic.json()).toMatchObject({ type: 'error', error: { type: 'not_found_error' } })
  const gemini = await fetch(`${url}/v1beta/models/nobody:generateContent`, { method: 'POST', body: '{}' })
  expect(await gemini.json()).toMatchObject({ error: { code: 404, status: 'NOT_FOUND' } })
})

it.each([
  ['GET', '/v1/nothing', 404],
  ['DELETE', '/v1/models', 404],
  ['POST', '/v1/chat/completions', 400],
] as const)('%s %s without a model is refused with %i', async (method, path, status) => {
  const { url } = await gateway({ one: (await upstream(well)).url })
  const response = await fetch(url + path, { method })
  expect(response.status).toBe(status)
  expect(await response.json()).toMatchObject({ error: { message: expect.any(String) as string } })
})

it('a body that is too large is refused, and the gateway serves on', async () => {
  const { ask } = await gateway({ one: (await upstream(well)).url })
  const large = await ask('fast', { input: 'a'.repeat(33 * 1024 * 1024) }).catch(() => undefined)
  // The client may notice that its connection is closed before it reads why.
  if (large !== undefined) expect(large.status).toBe(413)
  expect((await ask('fast')).status).toBe(200)
})

it('who does not show the key is refused, wherever its dialect would put it', async () => {
  const { url } = await gateway({ one: (await upstream(well)).url }, {}, { GATEWAY_KEY: 'open sesame' })
  const status = async (headers: Record<string, string>) => {
    const response = await fetch(`${url}/v1/models`, { headers })
    return response.status
  }
  expect(await status({})).toBe(401)
  expect(await status({ authorization: 'Bearer open sesamf' })).toBe(401)
  expect(await status({ authorization: 'Bearer open sesame' })).toBe(200)
  expect(await status({ 'x-api-key': 'open sesame' })).toBe(200)
  expect(await status({ 'x-goog-api-key': 'open sesame' })).toBe(200)
})

it('a gateway that is its own upstream does not loop', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  const folder = mkdtempSync(join(tmpdir(), 'gateway-'))
  const file = join(folder, 'operators-file.json')
  writeFileSync(file, JSON.stringify(fileOf({ one: `http://127.0.0.1:${port}/v1` })))
  const environment = { KEY_OF_ONE: 'secret-1' }
  const started = await startGateway({ file, environment, port, host: '127.0.0.1', say: () => undefined })
  if ('issues' in started) throw new Error(JSON.stringify(started.issues))
  let requests = 0
  started.router.on(({ events }) => {
    requests += events.filter(({ type }) => type === 'attempt-started').length
  })
  const response = await fetch(`${started.url}/v1/chat/completions`, { method: 'POST', body: '{"model":"m"}' })
  expect(response.status).toBeGreaterThanOrEqual(500)
  expect(requests).toBeLessThan(20)
  await started.close(0)
  rmSync(folder, { recursive: true })
})

it('a client that disconnects in the middle of an answer closes the upstream', async () => {
  const endless = await upstream(stalled)
  const { url } = await gateway({ one: endless.url })
  const client = connect(Number(new URL(url).port), '127.0.0.1')
  const body = '{"model":"fast","stream":true}'
  client.write(`POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n${body}`)
  await new Promise((resolve) => client.once('data', resolve))
  expect(endless.open.size).toBe(1)
  client.destroy()
  await expect.poll(() => endless.open.size, { interval: 5, timeout: 500 }).toBe(0)
})

it('a client that reads slowly slows the upstream down', async () => {
  let sent = 0
  const fast = await upstream((request, response) => {
    request.resume()
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const frame = chunk({ content: 'a'.repeat(65_536) })
    const send = (): void => {
      while (!response.destroyed && sent < 400_000_000) {
        sent += frame.length
        if (!response.write(frame)) return void response.once('drain', send)
      }
    }
    send()
  })
  const { ask } = await gateway({ one: fast.url })
  const reader = (await ask('fast', { stream: true })).body?.getReader()
  await reader?.read()
  await delay(300)
  expect(sent).toBeLessThan(60_000_000)
  await reader?.cancel()
})

it('no more requests are taken at a time than is said', async () => {
  const { policy, router } = await gateway({ one: (await upstream(stalled)).url })
  const listener = createGateway({ handle: router.handle, policy, maxRequests: 1 })
  const { url } = await upstream(listener)
  const send = () => fetch(`${url}/chat/completions`, { method: 'POST', body: '{"model":"fast","stream":true}' })
  const first = await send()
  const second = await send()
  expect([first.status, second.status, second.headers.get('retry-after')]).toEqual([200, 503, '1'])
  await first.body?.cancel()
  await expect.poll(async () => (await send()).status).toBe(200)
})

it('an answer that breaks off does so for the client, too', async () => {
  const breaking = await upstream((request, response) => {
    stalled(request, response)
    setTimeout(() => response.destroy(), 50)
  })
  const { ask } = await gateway({ one: breaking.url })
  await expect((await ask('fast', { stream: true })).text()).rejects.toThrow()
})

/** In one go: whoever looks between the emptying of a file and its filling would see a third one. */
function replaceFile(file: string, content: object): void {
  writeFileSync(`${file}.new`, JSON.stringify(content))
  renameSync(`${file}.new`, file)
}

it('a file that changes takes effect; a wrong one is reported with its path, and what held before still holds', async () => {
  const urls = { one: (await upstream(well)).url }
  const { ask, file, said } = await gateway(urls)
  expect((await ask('fast')).status).toBe(200)
  expect((await ask('other')).status).toBe(404)

  await delay(30)
  replaceFile(file, fileOf(urls, { other: { targets: ['one/m'] } }))
  await expect.poll(() => said, { timeout: 3_000 }).toEqual(['FILE: has taken effect'])
  expect((await ask('other')).status).toBe(200)

  said.length = 0
  replaceFile(file, fileOf(urls, { other: { targets: ['one/m'], wieght: 1 } }))
  await expect.poll(() => said.length, { timeout: 3_000 }).toBe(2)
  expect(said[0]).toContain('FILE: policy.aliases.other.wieght')
  expect(said[1]).toBe('FILE: nothing of it has taken effect')
  expect((await ask('other')).status).toBe(200)

  said.length = 0
  replaceFile(file, fileOf({ ...urls, three: urls.one }))
  await expect.poll(() => said.length, { timeout: 3_000 }).toBe(2)
  expect(said[0]).toContain('KEY_OF_THREE is not set')

  said.length = 0
  rmSync(file)
  await expect.poll(() => said.length, { timeout: 3_000 }).toBe(2)
  expect((await ask('other')).status).toBe(200)
})

it('a file that is wrong at the start is refused, every mistake with its path', async () => {
  const options = { environment: {}, port: 0, host: '127.0.0.1', say: () => undefined }
  expect(await startGateway({ ...options, file: '/nowhere.json' })).toMatchObject({ issues: [{ path: '' }] })
})

it('the command line says what is wrong with it', () => {
  expect(readArguments([])).toEqual({ type: 'serve', port: 8787, host: '127.0.0.1' })
  expect(readArguments(['--file', 'f', '--port', '0', '--host', '::1'])).toEqual({
    type: 'serve',
    file: 'f',
    port: 0,
    host: '::1',
  })
  expect(readArguments(['--help'])).toEqual({ type: 'help' })
  for (const given of [['--port', 'x'], ['--port', '70000'], ['--prot', '1'], ['stray']])
    expect(readArguments(given)).toMatchObject({ type: 'wrong' })
})

it('started with one command it serves before providers that fail, and told to end it ends what it has begun', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'docs/examples/gateway/main.ts', '--port', '0'], {
    cwd: root,
    env: { PATH: process.env['PATH'], TSX_TSCONFIG_PATH: join(root, 'tsconfig.base.json'), GATEWAY_KEY: 'open sesame' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const exit = new Promise<number | null>((resolve) => child.on('exit', resolve))
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const url = /http:\S+\d/.exec((await lines.next()).value ?? '')?.[0] ?? ''
  // The command that it prints is one that it answers.
  await lines.next()
  expect((await lines.next()).value).toContain('-H "authorization: Bearer $GATEWAY_KEY"')
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: 'Bearer open sesame' },
    body: '{"model":"fast","stream":true,"messages":[{"role":"user","content":"What is a target?"}]}',
  })
  child.kill('SIGTERM')
  expect(await response.text()).toMatch(/\[DONE\]\s*$/)
  expect(await exit).toBe(0)
  await expect(fetch(`${url}/v1/models`)).rejects.toThrow()
})
