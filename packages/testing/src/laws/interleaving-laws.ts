import * as fc from 'fast-check'
import {
  type Interleaved,
  type Interleaving,
  interleave,
  type ScheduledWorld,
  type Serve,
} from '../schedule/interleave.js'
import { expectThat, type Law, type LawOptions, lawOf } from './law.js'

/** What {@link interleavingLaws} may be told. */
export interface InterleavingLawOptions extends LawOptions {
  /** Who may be asked; `a`, `b` and `c` by default. */
  readonly targets?: readonly string[]
  /** So many requests are under way at the same time at most; 4 by default. */
  readonly requests?: number
}

/**
 * What everything promises that serves concurrent requests with failover, whatever it is made of: any client, any router,
 * a store with core over it. fast-check looks for an order of events that breaks it and makes it small; the failure tells
 * that order, line by line.
 *
 * `make` makes the thing under test, anew for each order, and hands all that takes time to the world it is given.
 *
 * @example
 * ```ts
 * import { interleavingLaws } from '@router/testing'
 * const laws = interleavingLaws(({ targets, ask }) => async (request) => {
 *   for (const target of targets)
 *     if (await ask(target, request).then(() => true, () => false)) return
 *   throw new Error('all are down')
 * })
 * for (const { check } of laws) await check()
 * console.log(laws[0]?.name) // → every request is served while any target is well, in whatever order things happen
 * ```
 */
export function interleavingLaws(
  make: (world: ScheduledWorld) => Serve,
  { targets = ['a', 'b', 'c'], requests = 4, ...options }: InterleavingLawOptions = {},
): readonly Law[] {
  const law = (name: string, holds: (interleaving: Interleaving, played: Interleaved) => void): Law =>
    lawOf(
      name,
      interleavings(targets, requests),
      async (interleaving) => holds(interleaving, await interleave(make, interleaving)),
      options,
    )
  return [
    law('every request is served while any target is well, in whatever order things happen', servesAll),
    law('no request asks a target twice, in whatever order things happen', asksOnce),
  ]
}

/** Orders of events: some targets down, but not all; one to so many requests. Shrinks to one request that goes first. */
function interleavings(targets: readonly string[], requests: number): fc.Arbitrary<Interleaving> {
  return fc.record({
    targets: fc.constant(targets),
    down: fc.subarray([...targets], { maxLength: targets.length - 1 }),
    requests: fc.integer({ min: 1, max: requests }),
    choices: fc.array(fc.nat(requests), { minLength: 1, maxLength: 40, size: 'max' }),
  })
}

function servesAll(interleaving: Interleaving, played: Interleaved): void {
  for (const [request, { type }] of played.ends)
    expectThat(type === 'served', () =>
      text(
        interleaving,
        played,
        `#${request} ${type === 'open' ? 'never ends' : 'fails'}, though ${well(interleaving)} well`,
      ),
    )
}

function asksOnce(interleaving: Interleaving, played: Interleaved): void {
  for (const [request, asked] of played.asked) {
    const twice = asked.find((target, index) => asked.indexOf(target) !== index)
    expectThat(twice === undefined, () => text(interleaving, played, `#${request} asks ${twice} twice`))
  }
}

function text(interleaving: Interleaving, { lines }: Interleaved, wrong: string): string {
  const { targets, down } = interleaving
  const about = down.length === 0 ? 'all are well' : `${listed(down)} down`
  return [`targets ${targets.join(', ')}; ${about}`, ...lines, '', wrong].join('\n')
}

const well = ({ targets, down }: Interleaving): string => listed(targets.filter((target) => !down.includes(target)))

const listed = (names: readonly string[]): string => `${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'}`
