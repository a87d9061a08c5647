import { advance, begin, definePolicy, emptySnapshot, explain, inspect, type Reply, type Snapshot } from '@router/core'
import { expect, it } from 'vitest'

const policy = definePolicy({ providers: { openai: { models: ['m'] } } })
const begun = (snapshot: Snapshot, id: string, now: number) => begin(policy, snapshot, { id, model: 'm' }, now)
const failed = (reply: Reply) => ({ type: 'failed', number: 1, reply }) as const
const slow: Reply = { type: 'response', status: 429, headers: { 'retry-after-ms': '1200' }, body: '' }

it('of a target that cools for one failure and is tried after another, the longer of both is told', () => {
  const early = begun(emptySnapshot, 'early', 0)
  const first = begun(early.snapshot, 'first', 0)
  const timedOut = advance(policy, first.snapshot, first.execution, failed({ type: 'timeout', phase: 'total' }), 1)
  const trial = begun(timedOut.snapshot, 'trial', 10_002)
  expect(trial.command.type).toBe('attempt')
  const { snapshot } = advance(policy, trial.snapshot, early.execution, failed(slow), 10_003)

  const [candidate] = explain(policy, snapshot, { id: 'next', model: 'm' }, 10_004).tiers[0]?.candidates ?? []
  expect(candidate).toMatchObject({ exclusion: { type: 'probing', class: 'timeout', until: 20_002 } })
  const row = inspect(policy, snapshot, 10_004).find(({ scope }) => scope === 'target:openai/default/m')
  expect(row).toMatchObject({ state: 'probing', why: 'timeout', until: 20_002 })
})
