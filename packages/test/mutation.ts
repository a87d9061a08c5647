import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { Stryker } from '@stryker-mutator/core'
import { root } from './sources.js'

// The mutation score of core, folder by folder or of MUTATED alone: changes one thing at a time in the code and asks
// whether a test notices. Each mutant meets the quick suite of its folder first and, where that notices nothing, the full
// one. Lists those that survive both, prints a table, and fails below the bar.
const bar = 90
const sources = 'packages/core/src'

type Mutant = Awaited<ReturnType<Stryker['runMutationTest']>>[number]
type Suite = 'quick' | 'full'

/** What becomes of the mutants of these files, or of these places in files, when a suite judges them. */
async function judged(folder: string, suite: Suite, mutate: readonly string[]): Promise<readonly Mutant[]> {
  // The vitest configuration reads them, in the processes that run the tests.
  Object.assign(process.env, { MUTATED: folder, MUTATION_SUITE: suite })
  const jsonReporter = { fileName: `reports/${folder}.${suite}.json` }
  return new Stryker({ configFile: '.config/stryker.mjs', mutate: [...mutate], jsonReporter }).runMutationTest()
}

const isAlive = ({ status }: Mutant): boolean => status === 'Survived' || status === 'NoCoverage'

/** Where a mutant is, as Stryker wants to be told: lines count from 1, columns from 0. */
const placeOf = ({ fileName, location: { start, end } }: Mutant): string =>
  `${relative(root, fileName)}:${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`

const nameOf = (mutant: Mutant): string => `${placeOf(mutant)} ${mutant.mutatorName} ${mutant.replacement ?? ''}`

/** The mutants of a folder, each with the verdict of the last suite that it met. */
async function mutantsOf(folder: string): Promise<readonly Mutant[]> {
  console.log(`\n${folder}: the quick suite`)
  const quick = await judged(folder, 'quick', [`${sources}/${folder}/**/*.ts`])
  const alive = quick.filter(isAlive)
  if (alive.length === 0) return quick
  console.log(`\n${folder}: the full suite, for ${alive.length} that the quick one leaves`)
  // A place may hold more mutants than the one that is asked for.
  const again = await judged(folder, 'full', [...new Set(alive.map(placeOf))])
  const full = new Map(again.map((mutant) => [nameOf(mutant), mutant]))
  return quick.map((mutant) => {
    const later = isAlive(mutant) ? full.get(nameOf(mutant)) : undefined
    // The full suite leaves out some of what the quick one may have.
    return later === undefined || later.status === 'NoCoverage' ? mutant : later
  })
}

const statuses = ['Killed', 'Timeout', 'Survived', 'NoCoverage'] as const

interface Row {
  readonly folder: string
  readonly counts: readonly number[]
}

const scoreOf = ([killed = 0, timedOut = 0, survived = 0, notCovered = 0]: readonly number[]): number =>
  (100 * (killed + timedOut)) / Math.max(1, killed + timedOut + survived + notCovered)

function print(cells: readonly (string | number)[]): void {
  console.log(cells.map((cell, index) => (index === 0 ? `${cell}`.padEnd(12) : `${cell}`.padStart(13))).join(''))
}

const narrowed = process.env['MUTATED']
const folders = readdirSync(join(root, sources), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && (narrowed === undefined || entry.name === narrowed))
  .map(({ name }) => name)
if (folders.length === 0) throw new Error(`${sources} has no folder ${narrowed}`)

const rows: Row[] = []
for (const folder of folders) {
  const mutants = await mutantsOf(folder)
  for (const mutant of mutants.filter(isAlive))
    console.log(`${mutant.status}  ${nameOf(mutant).replaceAll(/\s+/g, ' ')}`)
  const counts = statuses.map((status) => mutants.filter((mutant) => mutant.status === status).length)
  rows.push({ folder, counts })
}
const total = statuses.map((_, index) => rows.reduce((sum, { counts }) => sum + (counts[index] ?? 0), 0))

console.log()
print(['folder', 'mutants', 'killed', 'timed out', 'survived', 'not covered', 'score'])
for (const { folder, counts } of [...rows, { folder: 'total', counts: total }]) {
  const mutants = counts.reduce((sum, count) => sum + count, 0)
  print([folder, mutants, ...counts, `${scoreOf(counts).toFixed(1)} %`])
}
process.exitCode = scoreOf(total) < bar ? 1 : 0
