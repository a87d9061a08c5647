import { lengthOf } from '../play/length-of.js'
import type { Simulation } from './simulation.js'
import type { NamedSimulation } from './svg/plot.js'

const count = (number: number): string => Math.round(number).toLocaleString('en')
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

const rows: readonly (readonly [title: string, cell: (simulation: Simulation) => string])[] = [
  ['requests', ({ requests }) => count(requests)],
  ['served', ({ served }) => count(served)],
  ['not served', notServed],
  ['attempts per request', ({ attemptsPerRequest }) => attemptsPerRequest.toFixed(3)],
  ['wasted attempts', ({ wastedAttempts }) => count(wastedAttempts)],
  ['first content, half within', ({ firstContentMs }) => lengthOf(firstContentMs.p50)],
  ['first content, 99 % within', ({ firstContentMs }) => lengthOf(firstContentMs.p99)],
  ['requests waited, in all', ({ waitedMs }) => lengthOf(waitedMs)],
  ['targets cooled, in all', ({ cooledMs }) => lengthOf(cooledMs)],
  ['cost', ({ cost }) => cost.toFixed(2)],
]

function notServed({ failed }: Simulation): string {
  const whys = Object.entries(failed)
  return whys.length === 0 ? '0' : whys.map(([why, number]) => `${count(number)} ${why}`).join(', ')
}

/** Simulations side by side, as plain text: a column each. */
export function table(simulations: readonly NamedSimulation[]): string {
  const ids = [...new Set(simulations.flatMap(({ simulation }) => simulation.targets.map(({ id }) => id)))]
  const shares = ids.map((id): (typeof rows)[number] => [
    `share of ${id}`,
    ({ targets }) => percent(targets.find((target) => target.id === id)?.share ?? 0),
  ])
  const cells = [
    ['', ...simulations.map(({ name }) => name)],
    ...[...rows, ...shares].map(([title, cell]) => [title, ...simulations.map(({ simulation }) => cell(simulation))]),
  ]
  const widths = cells[0]?.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0))) ?? []
  return cells
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
