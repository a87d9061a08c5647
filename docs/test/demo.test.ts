import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { root } from './blocks/pages.js'

interface Run {
  readonly code: number | null
  readonly out: string
  readonly errors: readonly string[]
}

/** Runs the demo as `npm start -- …` does, without a terminal. */
async function demo(given: readonly string[] = [], environment: Readonly<Record<string, string>> = {}): Promise<Run> {
  const main = ['--tsconfig', 'tsconfig.base.json', 'docs/examples/demo/main.ts']
  const child = spawn(process.execPath, ['node_modules/tsx/dist/cli.mjs', ...main, ...given], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const [out, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { code, out, errors: errors.split('\n').filter((line) => line !== '') }
}

let folder = ''
let server: Server
const received: { readonly authorization: string | undefined; readonly body: string }[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'demo-'))
  server = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ authorization: request.headers.authorization, body })
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      const chunk = (delta: object, finish: string | null): string =>
        `data: ${JSON.stringify({ id: '1', object: 'chat.completion.chunk', created: 0, model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`
      response.end(`${chunk({ content: 'Well met.' }, null)}${chunk({}, 'stop')}data: [DONE]\n\n`)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
  server.close()
  server.closeAllConnections()
})

/** A file whose one upstream is the server of this test. */
function right(): { policy: object; upstreams: Record<string, object> } {
  const { port } = server.address() as AddressInfo
  return {
    policy: { providers: { mine: { models: ['m'] } }, aliases: { fast: { targets: ['mine/m'] } } },
    upstreams: {
      mine: { baseUrl: `http://127.0.0.1:${port}/v1`, credentials: { default: { env: 'MY_KEY' } } },
    },
  }
}

function written(name: string, content: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

it('npm start shows failover, a streamed answer, who served and who would be next, plainly, and ends by itself', async () => {
  const { code, out, errors } = await demo()
  expect({ code, errors }).toEqual({ code: 0, errors: [] })
  expect(out).not.toContain('\u001b')

  const [first = '', second = ''] = out.split(/^\d.*$/m).slice(1)
  expect(first).toMatch(/1 {2}openai\/key-1\/gpt-4o +429 +rate-limited +target +6 ms +→ failover 2/)
  expect(first).toMatch(/2 {2}openai\/key-2\/gpt-4o +429 +quota-exhausted +credential +30 min \(.*\) +→ failover 3/)
  expect(first).toMatch(/3 {2}groq\/.* network-error +provider +none +→ failover 4/)
  expect(first).toMatch(/5 {2}mistral\/key-1\/.* → (deliver|finish)/)
  expect(first).toContain('One model behind one credential')
  expect(second).toMatch(/content +→ deliver\n.*A time until which somebody is out of use/)
  expect(out).toMatch(/503 +overloaded +model +10 s/)
  expect(out).toMatch(/RateLimitError, retry-after 432 s: 429 Rate limit reached for gpt-4o/)
  expect(out.match(/→ finish/g)).toHaveLength(8)
  expect(out).toMatch(/^ +mistral\/key-1\/mistral-small-latest +4 +4 +50 %$/m)
  expect(out).toMatch(/^ += mistral\/key-\d\/mistral-small-latest$/m)
})

it('a prompt goes to the upstream of a file with the key from the environment, which is never shown; FORCE_COLOR colours', async () => {
  received.length = 0
  const asked = ['--file', written('right.json', right()), '--model', ' FAST ', '--prompt', 'Who are you?']
  const { code, out, errors } = await demo(asked, { MY_KEY: 'quite-secret', FORCE_COLOR: '1' })
  expect({ code, errors }).toEqual({ code: 0, errors: [] })
  expect(out).toContain('\u001b[32mcontent')
  expect(out).toContain('Well met.')
  expect(out).not.toContain('quite-secret')
  expect(received.map(({ authorization }) => authorization)).toEqual(['Bearer quite-secret'])
  expect(received[0]?.body).toContain('Who are you?')
  expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({ model: 'm' })
})

it('whatever is wrong before the first request is one line, exit code 2, and nothing is sent', async () => {
  received.length = 0
  const good = right()
  const file = written('good.json', good)
  const typo = { ...good, policy: { ...good.policy, aliases: { fast: { targets: ['mien/m'] } } } }
  const cases: readonly (readonly [given: readonly string[], line: RegExp])[] = [
    [['--file', join(folder, 'none.json'), '--model', 'fast'], /none\.json: cannot be read \(ENOENT\)/],
    [['--file', written('text.json', '{ "policy": '), '--model', 'fast'], /text\.json: is not JSON/],
    [
      ['--file', written('typo.json', typo), '--model', 'fast'],
      /typo\.json: policy\.aliases\.fast\.targets\[0\]: .*mien/,
    ],
    [['--file', file, '--model', 'slow'], /no alias or model is called 'slow'; ask for one of fast, m, mine\/m/],
    [
      ['--file', file, '--model', 'fast'],
      /credentials\.default\.env: the environment variable MY_KEY is not set: export it/,
    ],
    [['--modle', 'fast'], /Unknown option '--modle'/],
  ]
  const runs = await Promise.all(cases.map(([given]) => demo(given)))
  for (const [index, { code, out, errors }] of runs.entries()) {
    expect({ code, out, lines: errors.length }, errors.join('\n')).toEqual({ code: 2, out: '', lines: 1 })
    expect(errors[0]).toMatch(cases[index]?.[1] ?? /never/)
  }
  expect(received).toEqual([])
})

it('--help says how', async () => {
  const { code, out } = await demo(['--help'])
  expect(code).toBe(0)
  expect(out).toContain('--file FILE')
})
