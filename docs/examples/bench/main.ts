import { fork } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { bundled, root, zippedCore } from './bundle.js'
import { importMs } from './import-time.js'
import { type Measurements, reportOf } from './report.js'

// Measures what the design has bars for, prints the page, and with --write replaces docs/benchmarks.md by it.
const startedAt = performance.now()
const { measurements, upstream, core } = await bundled()
const child = fork(measurements, [upstream], { execArgv: [] })
const measured = await Promise.race([
  once(child, 'message').then(([result]) => result as Pick<Measurements, 'core' | 'loopback'>),
  once(child, 'exit').then(([code]) => {
    throw new Error(`the measurements ended with ${String(code)} and without a result`)
  }),
])
const page = reportOf({
  ...measured,
  importMs: importMs(core),
  zippedBytes: await zippedCore(),
  node: process.versions.node,
  cores: availableParallelism(),
  tookS: Math.round((performance.now() - startedAt) / 1_000),
})
console.log(page)
if (process.argv.includes('--write')) {
  writeFileSync(`${root}docs/benchmarks.md`, page)
  console.error('written to docs/benchmarks.md')
}
