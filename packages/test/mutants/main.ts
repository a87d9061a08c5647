import { parseArgs } from 'node:util'
import { mutants } from './mutants.js'
import { runLaws } from './run-law.js'

// Plants real mistakes into core, one at a time, and shows that the law named for each notices:
// `npm run mutants -- --runs 1000 held` takes those whose file, law or mistake says so.
const { values, positionals } = parseArgs({
  options: { runs: { type: 'string', default: '300' } },
  allowPositionals: true,
})
// The laws read it themselves.
process.env['LAW_RUNS'] = values.runs

const chosen = mutants.filter(
  ({ file, law, mistake }) =>
    positionals.length === 0 || positionals.some((word) => `${file} ${law} ${mistake}`.includes(word)),
)
const laws = [...new Set(chosen.map(({ law }) => law))]

const startedAt = performance.now()
const seconds = (): string => `${Math.round((performance.now() - startedAt) / 1_000)} s`.padStart(6)

console.log(`${chosen.length} mutants, ${laws.length} laws, ${values.runs} runs of each property`)
const sound = await runLaws(laws)
console.log(`${seconds()}  ${sound.holds ? 'without a mutant every law holds' : 'BROKEN without any mutant:'}`)
for (const line of [...sound.failed, ...sound.errors]) console.log(`          ${line}`)

let survivors = 0
for (const [index, mutant] of chosen.entries()) {
  const { failed, errors } = await runLaws([mutant.law], mutant)
  const killed = failed.length > 0 && errors.length === 0
  if (!killed) survivors++
  console.log(
    `${seconds()}  ${`${index + 1}`.padStart(2)} of ${chosen.length}  ${killed ? 'killed  ' : 'SURVIVED'}  rule ${`${mutant.rule}`.padStart(2)}: ${mutant.mistake} — ${mutant.law}`,
  )
  for (const error of errors) console.log(`          ${error}`)
}
console.log(`${chosen.length - survivors} of ${chosen.length} killed by their law`)
process.exitCode = sound.holds && survivors === 0 ? 0 : 1
