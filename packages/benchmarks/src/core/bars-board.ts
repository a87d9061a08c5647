import { poisson, simulate } from '@router/testing'
import type { Report, Say } from '../lib/board.js'
import { importMs } from '../lib/import-time.js'
import { ratiosOf } from '../lib/medians.js'
import { calling, race, type Timer } from '../lib/race.js'
import { met, range, size, table, thousands, time, times } from '../lib/words.js'
import { cooled, fleetOf } from './fleet.js'
import { HandWrittenRoundRobin } from './hand-written.js'
import { deciding, decidingAnew, failover, learning } from './operations.js'
import { later, now, type Scene, sceneOf } from './scene.js'

interface Bar {
  readonly what: string
  readonly barNs: number
  /**
   * Ours, and the hand-written round robin doing the same, where it can. Made when their turn comes: a heap that is full of
   * what others need would be paid for by everybody.
   */
  readonly contenders: () => readonly [ours: Timer, theirs?: Timer]
}

/** What the design has bars for, beside them. */
export async function barsBoard(say: Say, core: string, zippedBytes: number): Promise<Report> {
  const rows: (readonly string[])[] = [
    ['what', 'bar', 'median', 'fastest – slowest', 'allocates', 'over hand-written', 'met'],
  ]
  say('a million simulated requests')
  const seconds = simulated(1_000_000)
  for (const { what, barNs, contenders } of bars) {
    say(what)
    const timers = contenders().filter((timer) => timer !== undefined)
    const [own, other] = await race(timers, { rounds: 11, roundMs: 60, warmMs: 1_000 })
    if (own === undefined) continue
    const ratio = other === undefined ? '' : times(ratiosOf(own.rounds, other.rounds).median)
    const { median } = own.ns
    rows.push([
      what,
      `≤ ${time(barNs)}`,
      time(median),
      range(own.ns, time),
      size(own.bytes),
      ratio,
      met(median <= barNs),
    ])
  }
  rows.push(['one million simulated requests', '≤ 15.0 s', `${seconds.toFixed(1)} s`, '', '', '', met(seconds <= 15)])
  say('importing core')
  const took = importMs(core)
  const ms = (figure: number): string => `${figure.toFixed(1)} ms`
  rows.push([
    'importing core in a fresh process, whose loader is set up',
    '≤ 5.0 ms',
    ms(took.median),
    range(took, ms),
    '',
    '',
    met(took.median <= 5),
  ])
  const zipped = `${thousands(zippedBytes)} bytes`
  rows.push(['all of core, minified, gzip −9', '≤ 12,000 bytes', zipped, '', '', '', met(zippedBytes <= 12_000)])
  return { text: table(rows) }
}

const of = (operation: { in: (scene: Scene) => (turn: number) => unknown }, scene: Scene): Timer =>
  calling(operation.in(scene))

const bars: readonly Bar[] = [
  {
    what: 'decision, 20 targets, 3 of them cooling, unchanged health',
    barNs: 1_000,
    contenders: () => [of(deciding, sceneOf(20, 20, 0.15)), pick(20)],
  },
  {
    what: 'decision, 20 targets, right after a health change',
    barNs: 2_000,
    contenders: () => [of(decidingAnew, sceneOf(20, 20, 0.15)), pick(20)],
  },
  {
    what: 'one execution with one failover (a bare 429): `begin`, 3 `advance`',
    barNs: 8_000,
    contenders: () => [of(failover, sceneOf(20, 20, 0)), pickTwice(20)],
  },
  {
    what: 'decision, 10,000 targets in one alias',
    barNs: 400_000,
    contenders: () => [of(deciding, sceneOf(10_000, 10_000, 0.15)), pick(10_000)],
  },
  {
    what: 'decision, 20 targets of 100,000, 10,000 of which cool, right after a change',
    barNs: 2_000,
    contenders: () => [of(decidingAnew, sceneOf(100_000, 20, 0.1)), pick(20)],
  },
  { what: 'health update, 100,000 scopes known', barNs: 2_000, contenders: () => [learningOfAll()] },
]

function pick(members: number): Timer {
  const pool = new HandWrittenRoundRobin(members)
  for (const index of [0, 1, 2]) pool.cool(index, later)
  return calling(() => pool.pick(now))
}

function pickTwice(members: number): Timer {
  const pool = new HandWrittenRoundRobin(members)
  return calling((turn) => {
    pool.cool(pool.pick(turn), turn + 1)
    return pool.pick(turn)
  })
}

function learningOfAll(): Timer {
  const policy = fleetOf(100_000, 20)
  const targets = [...policy.targets.values()]
  return calling(learning.in({ size: 100_000, policy, targets, snapshot: cooled(policy, targets, later), changed: [] }))
}

function simulated(requests: number): number {
  const startedAt = performance.now()
  const policy = fleetOf(20, 20)
  simulate({
    policy,
    upstreams: { 'provider:provider-0': { errors: [{ share: 0.01, answer: 'server-error' }] } },
    workload: poisson({ model: 'fast', requests, perSecond: 100 }),
  })
  return (performance.now() - startedAt) / 1_000
}
