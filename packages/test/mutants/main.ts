import { parseArgs } from 'node:util'
import { mutants } from './mutants.js'
import { runLaws } from './run-law.js'

// Plants real mistakes into core, one at a time, and shows that the law named for each notices:
// `npm run mutants -- --runs 5000 held` takes those whose file, law or mistake says so.
const { values, positionals } = parseArgs({
  options: { runs: { type: 'string', default: '1000' } },
  allowPositionals: true,
})
const chosen = mutants.filter(
  ({ file, law, mistake }) =>
    positionals.length === 0 || positionals.some((word) => `${file} ${law} ${mistake}`.includes(word)),
)
const laws = [...new Set(chosen.map(({ law }) => law))]

const startedAt = performance.now()
const seconds = (): string => `${Math.round((performance.now() - startedAt) / 1_000)} s`.padStart(6)

console.log(`${chosen.length} mutants, ${laws.length} laws, ${values.runs} runs of each property`)
// That they hold without a mutant is for the tests to show; here only that it is the mutant that they notice.
const sound = await runLaws(laws, 200)
console.log(`${seconds()}  ${sound.holds ? 'without a mutant every law holds' : 'BROKEN without any mutant:'}`)
for (const line of [...sound.failed, ...sound.errors]) console.log(`          ${line}`)

let survivors = 0
for (const [index, mutant] of chosen.entries()) {
  const { failed, errors } = await runLaws([mutant.law], Number(values.runs), mutant)
  const killed = failed.length > 0 && errors.length === 0
  if (!killed) survivors++
  console.log(
    `${seconds()}  ${`${index + 1}`.padStart(2)} of ${chosen.length}  ${killed ? 'killed  ' : 'SURVIVED'}  rule ${`${mutant.rule}`.padStart(2)}: ${mutant.mistake} — ${mutant.law}`,
  )
  for (const error of errors) console.log(`          ${error}`)
}
console.log(`${chosen.length - survivors} of ${chosen.length} killed by their law`)
process.exitCode = sound.holds && survivors === 0 ? 0 : 1
