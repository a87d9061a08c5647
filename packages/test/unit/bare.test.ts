import { createContext, runInContext } from 'node:vm'
import { expect, it } from 'vitest'
import { bundleCore, bundlePart, parts, sizeLimit } from '../core-bundle.js'

// Takes away what a realm has beyond the language, and what pure code has no use for.
const bare = `
  for (const name of ['console', 'WebAssembly', 'SharedArrayBuffer', 'Atomics', 'Promise']) delete globalThis[name]
  Date.now = Math.random = () => { throw new Error('core read the clock or drew lots') }
`

const failover = `
  const policy = core.definePolicy({
    providers: { openai: {}, groq: {} },
    aliases: { fast: { targets: ['openai/a', 'groq/b'], strategy: 'fill-first' } },
  })
  const first = core.begin(policy, core.emptySnapshot, { id: 'r1', model: 'fast' }, 0)
  const reply = { type: 'response', status: 429, headers: { 'retry-after': '30' }, body: '' }
  const second = core.advance(policy, first.snapshot, first.execution, { type: 'failed', number: 1, reply }, 100)
  const ids = [first, second].map(({ command }) => command.target.id)
  ids.join(' ')
`

it('core fails over in a realm with the language alone: no timers, no fetch, no process, no console, no clock', async () => {
  const { code } = await bundleCore()
  const realm = createContext(Object.create(null))
  runInContext(bare, realm)
  runInContext(code, realm)
  expect(runInContext(failover, realm)).toBe('openai/default/a groq/default/b')
})

it('the bundle of core holds files of core alone', async () => {
  const { inputs } = await bundleCore()
  expect([...inputs.keys()].filter((path) => path !== '<stdin>' && !path.startsWith('packages/core/src/'))).toEqual([])
})

it(`core, all of it, has at most ${sizeLimit} bytes after gzip -9`, async () => {
  expect((await bundleCore()).zipped).toBeLessThanOrEqual(sizeLimit)
})

it.each(parts.map((part) => [part.names.join(' and '), part] as const))(
  '%s alone is small, and takes nothing of what it does not use',
  async (_, part) => {
    const { inputs, zipped } = await bundlePart(part)
    const used = [...inputs].flatMap(([path, bytes]) => (bytes > 0 ? [path.replace('packages/core/src/', '')] : []))
    expect(used.filter((path) => part.without.some((folder) => path.startsWith(`${folder}/`)))).toEqual([])
    expect(zipped).toBeLessThanOrEqual(part.limit)
  },
)

it('every limit is well below that of the whole, or it would say nothing', () => {
  expect(parts.filter(({ limit }) => limit > 0.65 * sizeLimit)).toEqual([])
})
