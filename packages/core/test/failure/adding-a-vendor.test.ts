import { classify, definePolicy, type Failure, tableRule } from '@router/core'
import { expect, it } from 'vitest'
import { acme } from './acme.js'
import { response } from './replies.js'

const policy = definePolicy(
  {
    providers: { acme: { models: ['m'] }, openai: { models: ['m'] }, mirror: { vendor: 'acme', models: ['m'] } },
    rules: [{ status: 418, class: 'overloaded' }],
  },
  { rules: { acme: tableRule(acme) } },
)

function judged(provider: string, status: number, error: object): Failure | undefined {
  const target = [...policy.targets.values()].find((each) => each.provider === provider)
  return target && classify(policy, response(status, { error }), { target, now: 0 })
}

it('a vendor is one file of one table, which judges before the tables that are built in', () => {
  expect(judged('acme', 400, { code: 4101, message: 'No.' })).toMatchObject({
    class: 'quota-exhausted',
    scope: 'credential',
    rule: 'acme: 4101',
  })
  expect(judged('acme', 429, { message: 'All busy: no free slot' })).toMatchObject({
    class: 'rate-limited',
    scope: 'credential',
  })
})

it('what its table does not know is judged by the operator, the common meanings and HTTP', () => {
  expect(judged('acme', 418, {})?.rule).toBe('rule rules[0]')
  expect(judged('acme', 400, { message: 'Insufficient balance' })?.class).toBe('quota-exhausted')
  expect(judged('acme', 503, {})?.rule).toBe('http: 503')
})

it('its table is asked of the providers that say so and of no other', () => {
  expect(judged('mirror', 400, { code: 4101 })?.class).toBe('quota-exhausted')
  expect(judged('openai', 400, { code: 4101 })?.class).toBe('invalid-request')
})

it('its special effects and its relays hold', () => {
  expect(judged('acme', 404, { message: 'Retired.' })?.effect?.cooldown).toMatchObject({ firstMs: 43_200_000 })
  expect(judged('acme', 400, { code: 4101, message: 'An error from our partner' })?.scope).toBe('model')
})
