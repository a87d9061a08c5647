import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { type Reporter, startVitest, type TestModule } from 'vitest/node'
import { filesBelow } from './sources.js'

// Puts the laws of core to the test, a thousand times each or as often as --runs says, and tells how it goes:
// `npm run laws -- --runs 100000 round-robin` takes those whose files are named so.
const { values, positionals } = parseArgs({
  options: { runs: { type: 'string', default: '1000' } },
  allowPositionals: true,
})
const runs = Number(values.runs)
if (!Number.isSafeInteger(runs) || runs < 1) throw new Error('--runs wants a whole number from 1')
// The laws read it themselves, in whichever process they run.
process.env['LAW_RUNS'] = String(runs)

const laws = filesBelow('packages/core/test/laws').filter(
  (path) => path.endsWith('.test.ts') && (positionals.length === 0 || positionals.some((word) => path.includes(word))),
)
if (laws.length === 0) throw new Error(`no law's file is named for ${positionals.join(' or ')}`)

const startedAt = performance.now()
let done = 0
const progress: Reporter = {
  onTestModuleEnd(module: TestModule) {
    const seconds = Math.round((performance.now() - startedAt) / 1_000)
    const outcome = module.ok() ? 'holds ' : 'BROKEN'
    const count = `${++done}`.padStart(3)
    console.log(`${count} of ${laws.length}  ${outcome}  ${`${seconds}`.padStart(5)} s  ${basename(module.moduleId)}`)
    for (const test of module.children.allTests('failed'))
      for (const { message } of test.result().errors ?? []) console.log(`\n${test.name}\n${message}\n`)
    for (const { message } of module.errors()) console.log(`\n${message}\n`)
  },
}

console.log(`${laws.length} laws, ${runs.toLocaleString('en')} runs of each property`)
const vitest = await startVitest('test', laws, {
  watch: false,
  project: ['unit'],
  // A property takes as long as it is told to.
  testTimeout: 0,
  reporters: [progress],
})
await vitest.close()
