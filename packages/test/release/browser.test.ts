import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { browserHere, domOf } from '../browser.js'
import { root } from '../sources.js'

// What was built, loaded by a browser as it is: no bundler, no shim, and no global of Node.
const built = join(root, 'packages/core/dist')
const browser = browserHere()

const page = `<!doctype html><meta charset="utf-8"><title>core</title><pre id="result">nothing has run</pre>
<script type="module">
  import * as core from './index.js'
  import { readerOf, readSse, sseStart } from './wire.js'

  const policy = core.definePolicy({
    providers: { openai: { credentials: ['key-1', 'key-2'] } },
    aliases: { fast: { targets: ['openai/gpt-4o-mini'], strategy: 'fill-first' } },
  })
  const lines = []
  const tell = (step) => {
    const { type, target } = step.command
    lines.push(target === undefined ? type : type + ' ' + target.id)
    return step
  }
  const reply = { type: 'response', status: 429, headers: { 'retry-after': '30' }, body: '' }
  const first = tell(core.begin(policy, core.emptySnapshot, { id: 'r1', model: 'fast', stream: true }, 0))
  const report = (step, report, now) => tell(core.advance(policy, step.snapshot, step.execution, report, now))
  const second = report(first, { type: 'failed', number: 1, reply }, 10)
  const { events } = readSse(sseStart, 'data: {"choices":[{"delta":{"content":"hi"}}]}\\n\\n')
  lines.push('read ' + readerOf('openai').frame(events[0]).type)
  const third = report(second, { type: 'committed', number: 2 }, 20)
  const last = report(third, { type: 'succeeded', number: 2 }, 30)
  const cooling = core.inspect(policy, last.snapshot, 30).filter(({ state }) => state === 'cooling')
  lines.push(...cooling.map(({ scope, until }) => scope + ' until ' + until))
  lines.push('Node is ' + typeof globalThis.process)
  document.querySelector('#result').textContent = lines.join('\\n')
</script>`

const served = new Map([['/', page]])

const server = createServer(({ url = '' }, response) => {
  const text = served.get(url)
  const type = url === '/' ? 'text/html' : 'text/javascript'
  response.writeHead(text === undefined ? 404 : 200, { 'content-type': type }).end(text)
})

beforeAll(async () => {
  for (const name of readdirSync(built).filter((name) => name.endsWith('.js'))) {
    served.set(`/${name}`, readFileSync(join(built, name), 'utf8'))
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})

afterAll(() => server.close())

it('core fails over in a browser, loaded as it was built', async ({ skip }) => {
  if (browser === undefined) return skip('no browser here: install chromium, or say with CHROME_PATH where one is')
  const { port } = server.address() as AddressInfo
  const dom = await domOf(browser, `http://127.0.0.1:${port}/`)
  const [, result = dom] = /<pre id="result">([\s\S]*?)<\/pre>/.exec(dom) ?? []
  expect(result.split('\n')).toEqual([
    'attempt openai/key-1/gpt-4o-mini',
    'attempt openai/key-2/gpt-4o-mini',
    'read content',
    'deliver',
    'finish',
    'target:openai/key-1/gpt-4o-mini until 30010',
    'Node is undefined',
  ])
})
