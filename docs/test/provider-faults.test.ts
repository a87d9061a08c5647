import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { expectPrinted, tableOf } from './printed-part.js'
import { gatewayBefore } from './provider-faults/ask.js'
import { type Commit, faults } from './provider-faults/faults.js'
import { failing, well } from './provider-faults/provider.js'

const commits: readonly Commit[] = ['complete', 'first-content']
const outcomeFor = ({ outcome }: (typeof faults)[number], commit: Commit): string =>
  typeof outcome === 'string' ? outcome : outcome[commit]

describe.each(commits)('the example gateway, with commit %s', (commit) => {
  it.concurrent.each(faults)('$name', async (fault) => {
    const { ask, counts } = await gatewayBefore(fault, commit)
    const startedAt = performance.now()
    expect(`${await ask()}; ${counts()}`).toBe(outcomeFor(fault, commit))
    expect(performance.now() - startedAt).toBeLessThan(3_000)
  })

  it('a provider whose retry time is waited for is asked again after it, and not before', async () => {
    const fault = faults.find(({ name }) => name.includes('rather wait'))
    if (fault === undefined) throw new Error('there is no such fault')
    const { ask, providers } = await gatewayBefore(fault, commit)
    await ask()
    const [before, after] = providers['primary']?.asked ?? []
    expect((after?.at ?? 0) - (before?.at ?? 0)).toBeGreaterThanOrEqual(990)
  })

  it.each([
    ['persistent 429', failing(429, { message: 'Too many requests' }, { 'retry-after': '60' })],
    ['persistent 429 without a retry time', failing(429, { message: 'Too many requests' })],
    ['persistent 503', failing(503, { message: 'Service unavailable' })],
  ])('%s: everybody is served, and the provider is not hammered', async (_, primary) => {
    const { ask, counts } = await gatewayBefore({ primary, stream: false }, commit)
    for (let request = 0; request < 10; request += 1) expect(await ask()).toBe('answered by second')
    expect(counts()).toBe('primary 1, second 10')
  })

  it('a provider down for 60 s: everybody is served meanwhile, few probes, and it is used within 30 s of its return', async () => {
    // A clock that runs twenty times as fast is a clock, too: nothing here waits for it.
    const startedAt = performance.now()
    const elapsedMs = (): number => (performance.now() - startedAt) * 20
    const down = failing(503, { message: 'Service unavailable' })
    const primary: typeof well = (asked, response, count) =>
      (elapsedMs() < 60_000 ? down : well)(asked, response, count)
    const { ask, providers } = await gatewayBefore(
      { primary, stream: false },
      commit,
      () => 1_700_000_000_000 + elapsedMs(),
    )
    let probes = 0
    while (elapsedMs() < 60_000) {
      expect(await ask()).toBe('answered by second')
      probes = providers['primary']?.asked.length ?? 0
      await delay(25)
    }
    expect(probes).toBeLessThanOrEqual(4)
    while ((await ask()) !== 'answered by primary') {
      expect(elapsedMs()).toBeLessThan(90_000)
      await delay(25)
    }
  })
})

it('the page says what comes of each', () => {
  const rows = faults.map((fault) => [fault.name, ...commits.map((commit) => outcomeFor(fault, commit))])
  expectPrinted(
    'docs/provider-faults.md',
    'faults',
    tableOf([['fault', ...commits.map((commit) => `\`${commit}\``)], ...rows]),
  )
})
