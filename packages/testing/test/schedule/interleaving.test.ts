import { definePolicy } from '@router/core'
import { memoryStore } from '@router/memory-store'
import { executionsOver, interleave, interleavingLaws, type ScheduledWorld, type Serve } from '@router/testing'
import { describe, expect, it } from 'vitest'

const providers = ['a', 'b', 'c']
const targets = providers.map((provider) => `${provider}/default/m`)
const policyOf = (strategy: string) =>
  definePolicy({
    providers: Object.fromEntries(providers.map((provider) => [provider, {}])),
    aliases: { fast: { targets: providers.map((provider) => `${provider}/m`), strategy } },
  })

describe.each(['round-robin', 'fill-first', 'least-busy'])('core over one store, %s', (strategy) => {
  const make = (world: ScheduledWorld): Serve => executionsOver(policyOf(strategy), 'fast', memoryStore())(world)
  for (const { name, check } of interleavingLaws(make, { targets })) it(name, check)
})

/** The bug of the best-known fallback libraries: the model in use is a field that all requests share. */
class SharedField {
  #current = 0
  readonly #world: ScheduledWorld

  constructor(world: ScheduledWorld) {
    this.#world = world
  }

  readonly serve: Serve = async (request) => {
    const { targets, ask } = this.#world
    for (;;) {
      const target = targets[this.#current]
      if (target === undefined) throw new Error('no target is left')
      try {
        await ask(target, request)
        return
      } catch {
        this.#current++
      }
    }
  }
}

const failures = (
  make: (world: ScheduledWorld) => Serve,
  options: Parameters<typeof interleavingLaws>[1] = {},
): Promise<readonly string[]> =>
  Promise.all(
    interleavingLaws(make, options).map(({ check }) =>
      check().then(
        () => '',
        (error: Error) => error.message,
      ),
    ),
  )

it('the current target in a shared field is found, as the smallest order of events', async () => {
  const make = (world: ScheduledWorld): Serve => new SharedField(world).serve
  const [message = ''] = await failures(make, { targets: ['primary', 'fallback'] })
  expect(message.split('\n').slice(0, -2)).toEqual([
    'broken: every request is served while any target is well, in whatever order things happen',
    '',
    'targets primary, fallback; primary is down',
    '#1 begins',
    '  #1 > ask primary',
    '#2 begins',
    '  #2 > ask primary',
    '#1 primary is down',
    '  #1 > ask fallback',
    '#2 primary is down',
    '  #2 > failed: no target is left',
    '#1 fallback has served',
    '  #1 > served',
    '',
    '#2 fails, though fallback is well',
  ])
})

it('a request that goes round for ever, and one that never ends, are found', async () => {
  const round: Serve = () => Promise.resolve()
  const messages = await failures(({ ask }) => async (request) => {
    for (;;)
      if (
        await ask('a', request).then(
          () => true,
          () => false,
        )
      )
        return round(request)
  })
  expect(messages[0]).toMatch(/#1 never ends, though b is well|#1 never ends, though b and c are well/)
  expect(messages[1]).toContain('#1 asks a twice')
  const stuck = await failures(() => () => new Promise(() => undefined))
  expect(stuck[0]).toContain('#1 never ends, though a and b and c are well')
})

it('an interleaving plays in the order it says', async () => {
  const { lines } = await interleave(
    ({ ask, pause }) =>
      async (request) => {
        await pause('the way to the store', request)
        await ask('a', request)
      },
    { targets: ['a'], down: [], requests: 2, choices: [0, 0, 1, 0, 0, 0] },
  )
  expect(lines).toEqual([
    '#1 begins',
    '#2 begins',
    '#2 the way to the store is over',
    '  #2 > ask a',
    '#1 the way to the store is over',
    '  #1 > ask a',
    '#2 a has served',
    '  #2 > served',
    '#1 a has served',
    '  #1 > served',
  ])
})
