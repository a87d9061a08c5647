import { fillFirst, roundRobin } from '@router/core'
import { fairnessLaws } from '@router/testing'
import { describe, expect, it } from 'vitest'
import { faults } from './faults.js'

describe('round-robin', () => {
  for (const { name, check } of fairnessLaws(roundRobin)) it(name, check)
})

const failuresOf = async (strategy: Parameters<typeof fairnessLaws>[0]): Promise<readonly string[]> => {
  const checks = fairnessLaws(strategy).map(({ check }) => check().catch((error: Error) => error.message))
  return (await Promise.all(checks)).filter((message) => message !== undefined)
}

it('a cursor over those who are left starves one that is there every other time, and a table shows it', async () => {
  const messages = await failuresOf(faults.cursorInAField)
  expect(messages.join('\n')).toMatch(/was there and passed over \d times in a row, of \d targets/)
  expect(messages.join('\n')).toMatch(/\nrequest {2}a\/default\/m/)
})

it('fill-first is fair to nobody', async () => {
  expect((await failuresOf(fillFirst)).length).toBe(3)
})
