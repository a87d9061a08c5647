import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bundleCore } from '../../test/core-bundle.js'
import { fixture } from '../../testing/cases/read-cases.js'
import type { Given } from './boards.js'
import { bundled, root } from './bundle.js'
import type { Report } from './lib/board.js'
import { withPart } from './page.js'

// Measures, prints what came of it, and with --write puts it into docs/benchmarks.md, the pictures beside it.
const all = ['bars', 'decision', 'rivals', 'classify', 'fetch', 'gateway']
const page = join(root, 'docs/benchmarks.md')

const { values } = parseArgs({
  options: { only: { type: 'string', multiple: true, default: all }, write: { type: 'boolean', default: false } },
})
const wrong = values.only.filter((name) => !all.includes(name))
if (wrong.length > 0) {
  console.error(`there is no board ${wrong.join(', ')}; there are ${all.join(', ')}`)
  process.exit(2)
}

const startedAt = performance.now()
const given: Given = {
  bundles: await bundled(),
  replies: fixture,
  aside: join(root, 'node_modules/.cache/rivals'),
  zippedBytes: (await bundleCore()).zipped,
}
for (const name of values.only) {
  const boardAt = performance.now()
  const { text, pictures = {} } = await measured(name)
  const took = Math.round((performance.now() - boardAt) / 1_000)
  const on = `Node ${process.versions.node}, ${availableParallelism()} cores, ${took} s.`
  const part = `${on}\n\n${text}`
  console.log(`\n## ${name}\n\n${part}`)
  if (!values.write) continue
  writeFileSync(page, withPart(readFileSync(page, 'utf8'), name, part))
  for (const [file, svg] of Object.entries(pictures)) writeFileSync(join(root, 'docs', file), svg)
}
console.error(
  `${Math.round((performance.now() - startedAt) / 1_000)} s in all${values.write ? `; written to ${page}` : ''}`,
)

async function measured(name: string): Promise<Report> {
  const execArgv = ['--expose-gc', '--min-semi-space-size=16']
  const child = fork(given.bundles.boards, [name, JSON.stringify(given)], { execArgv })
  return await Promise.race([
    once(child, 'message').then(([report]) => report as Report),
    once(child, 'exit').then(([code]) => {
      throw new Error(`the board ${name} ended with ${String(code)} and without a result`)
    }),
  ])
}
