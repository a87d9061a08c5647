import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { compare } from '@router/testing'
import { badDay, policies } from './bad-day.js'

// What would each policy have done on this day? A table on the screen, and a picture where a file is named.

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '50000' },
    seed: { type: 'string', default: '1' },
    svg: { type: 'string' },
  },
})
const requests = Number(values.requests)
if (!Number.isSafeInteger(requests) || requests < 1) {
  process.stderr.write('usage: main.ts [--requests 50000] [--seed 1] [--svg FILE]\n')
  process.exit(2)
}

const startedAt = performance.now()
const { table, svg } = compare(policies, {
  ...badDay(requests),
  seed: Number(values.seed),
  progressEvery: Math.max(1, Math.floor(requests / 20)),
  onProgress: ({ requests: done, served }) =>
    process.stderr.write(`\r${done.toLocaleString('en')} requests came, ${served.toLocaleString('en')} were served `),
})
const seconds = (performance.now() - startedAt) / 1_000
process.stderr.write('\n')
process.stdout.write(`${table}\n`)
process.stdout.write(
  `\n${policies.length} × ${requests.toLocaleString('en')} requests in ${seconds.toFixed(1)} s, ${Math.round((policies.length * requests) / seconds).toLocaleString('en')} a second\n`,
)
if (values.svg !== undefined) writeFileSync(values.svg, svg)
