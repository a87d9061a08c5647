import type { Report, Say } from '../lib/board.js'
import { type Line, linePlot } from '../lib/line-plot.js'
import { medianOf, ratiosOf } from '../lib/medians.js'
import { type Cost, calling, race, type Timer } from '../lib/race.js'
import { size as bytesOf, table, thousands, time, times } from '../lib/words.js'
import { spreadShare } from './fleet.js'
import { HandWrittenRoundRobin } from './hand-written.js'
import { deciding, operations } from './operations.js'
import { later, now, sceneOf } from './scene.js'

const sizes = [3, 20, 100, 1_000, 10_000, 100_000]
const shares = [0, 0.5, 0.99]
const usualMembers = 20

/** What each operation costs, by the size of the fleet and the share of it that cools; and the hand-written pick. */
export async function decisionBoard(say: Say): Promise<Report> {
  const cells = new Map<string, Cost>()
  const ratios = new Map<string, string>()
  for (const size of sizes) {
    say(`operations in a fleet of ${thousands(size)}`)
    const scenes = shares.map((share) => sceneOf(size, Math.min(size, usualMembers), share))
    for (const { what, knowsNothing = false, in: prepare } of operations) {
      const used = knowsNothing ? scenes.slice(0, 1) : scenes
      const runs = used.map((scene) => prepare(scene))
      const costs = await race(
        runs.flatMap((run) => (run === undefined ? [] : [calling(run)])),
        { rounds: 5, roundMs: 10 },
      )
      for (const [index, share] of shares.entries()) {
        const at = knowsNothing ? 0 : runs.slice(0, index).filter(Boolean).length
        const cost = runs[knowsNothing ? 0 : index] === undefined ? undefined : costs[at]
        if (cost !== undefined) cells.set(`${what} ${size} ${share}`, cost)
      }
    }
    const picks = await race([
      calling(deciding.in(sceneOf(size, Math.min(size, usualMembers), 0.5))),
      byHand(Math.min(size, usualMembers), 0.5),
    ])
    ratios.set(String(size), times(ratiosOf(picks[0]?.rounds ?? [], picks[1]?.rounds ?? []).median))
  }
  const growth = await byMembers(say)
  const cooling = await byCooling(say)
  const text = [
    ...shares.map((share) =>
      [
        `${Math.round(share * 100)} % of the targets cool:`,
        '',
        table([
          ['targets in the fleet', ...sizes.map(thousands)],
          ...operations.map(({ what }) => [
            what,
            ...sizes.map((size) => timeOf(cells.get(`${what} ${size} ${share}`))),
          ]),
        ]),
        '',
      ].join('\n'),
    ),
    'Bytes that one call allocates, 50 % cooling:',
    '',
    table([
      ['targets in the fleet', ...sizes.map(thousands)],
      ...operations.map(({ what }) => [what, ...sizes.map((size) => bytesOf(cells.get(`${what} ${size} 0.5`)?.bytes))]),
    ]),
    '',
    'How many times a hand-written round robin `select` takes, 50 % cooling:',
    '',
    table([
      ['targets in the fleet', ...sizes.map(thousands)],
      ['`select` over the hand-written', ...sizes.map((size) => ratios.get(String(size)) ?? '')],
    ]),
  ].join('\n')
  return {
    text,
    pictures: {
      'cost-by-targets.svg': linePlot({
        title: 'What a decision costs, by the number of targets',
        x: { title: 'targets in the fleet', values: sizes },
        lines: [
          {
            name: 'alias of 20, unchanged health',
            points: sizes.map((size) => [size, cells.get(`${deciding.what} ${size} 0.5`)?.ns.median ?? Number.NaN]),
          },
          {
            name: 'alias of 20, begin → succeeded',
            points: sizes.map((size) => [size, cells.get(`\`begin\` → \`succeeded\` ${size} 0.5`)?.ns.median ?? 1]),
          },
          ...growth,
        ],
      }),
      'cost-by-cooling.svg': linePlot({
        title: 'What a decision among 1,000 targets costs, by the share of them that cools',
        x: { title: 'share that cools, %', values: cooling.percents, linear: true },
        lines: cooling.lines,
      }),
    },
  }
}

/** A dash: that is refused. */
const timeOf = (cost: Cost | undefined): string => (cost === undefined ? '–' : time(cost.ns.median))

/** The alias holds the whole fleet. */
async function byMembers(say: Say): Promise<readonly Line[]> {
  const ours: [number, number][] = []
  const theirs: [number, number][] = []
  // An alias may have no more than some sixteen thousand.
  for (const size of sizes.filter((each) => each <= 10_000)) {
    say(`an alias of all ${thousands(size)}`)
    const [own, hand] = await race([calling(deciding.in(sceneOf(size, size, 0.5))), byHand(size, 0.5)])
    ours.push([size, own?.ns.median ?? Number.NaN])
    theirs.push([size, hand?.ns.median ?? Number.NaN])
  }
  return [
    { name: 'alias of the whole fleet', points: ours },
    { name: 'hand-written round robin', points: theirs, isBaseline: true },
  ]
}

/** An alias of 1,000, more and more of which cools. */
async function byCooling(say: Say): Promise<{ readonly percents: readonly number[]; readonly lines: readonly Line[] }> {
  say('by the share of cooling targets')
  const percents = [0, 10, 25, 50, 75, 90, 95, 99]
  const ours: [number, number][] = []
  const theirs: [number, number][] = []
  for (const percent of percents) {
    const [own, hand] = await race([
      calling(deciding.in(sceneOf(1_000, 1_000, percent / 100))),
      byHand(1_000, percent / 100),
    ])
    ours.push([percent, medianOf(own?.rounds ?? [])])
    theirs.push([percent, medianOf(hand?.rounds ?? [])])
  }
  return {
    percents,
    lines: [
      { name: 'select', points: ours },
      { name: 'hand-written round robin', points: theirs, isBaseline: true },
    ],
  }
}

function byHand(size: number, share: number): Timer {
  const pool = new HandWrittenRoundRobin(size)
  for (const index of spreadShare([...Array(size).keys()], share)) pool.cool(index, later)
  return calling(() => pool.pick(now))
}
