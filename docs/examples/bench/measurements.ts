import { coreCases } from './core-cases.js'
import { loopback } from './loopback.js'
import type { Measurements } from './report.js'

// Bundled and run in a process of its own, without the loader of the script that started it; tells that script the result.
const [, , upstream = ''] = process.argv
const startedAt = performance.now()
const say = (what: string): void =>
  console.error(`${String(Math.round((performance.now() - startedAt) / 1_000)).padStart(3)} s  ${what}`)

const core = coreCases(say)
say('loopback')
const result: Pick<Measurements, 'core' | 'loopback'> = { core, loopback: await loopback(upstream) }
process.send?.(result)
process.disconnect?.()
