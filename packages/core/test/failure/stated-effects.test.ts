import { classify, definePolicy, type PolicyInput, type Reply, type Target } from '@router/core'
import { describe, expect, it } from 'vitest'
import { effectOf } from '../../src/failure/effect-of.js'
import { hours, minutes, seconds } from '../../src/words/time.js'

const gone: Reply = {
  type: 'response',
  status: 404,
  headers: {},
  body: '{"error":{"message":"The model `m` does not exist","type":"invalid_request_error","code":"model_not_found"}}',
}
const slow: Reply = { ...gone, status: 429, body: '' }

const policyWith = (effects: PolicyInput['effects']) =>
  definePolicy({ providers: { openai: { models: ['m'] } }, ...(effects === undefined ? {} : { effects }) })

const judged = (reply: Reply, effects?: PolicyInput['effects']) => {
  const policy = policyWith(effects)
  const [target] = policy.targets.values()
  const failure = classify(policy, reply, { target: target as Target, now: 0 })
  if (failure === undefined) throw new Error('a failure is no success')
  return { stated: failure.effect, effect: effectOf(policy, failure) }
}

describe('what a table adds to a class', () => {
  it('holds where the operator has said nothing about the class', () => {
    const { effect } = judged(gone, { 'rate-limited': { sameTargetRetries: 3 } })
    expect(effect.cooldown).toEqual({ firstMs: hours(12), factor: 1, capMs: hours(12) })
  })

  it('gives way to what the operator has said', () => {
    const cooldown = { firstMs: seconds(5), factor: 2, capMs: minutes(1) }
    expect(judged(gone, { 'model-unsupported': { cooldown } }).effect.cooldown).toEqual(cooldown)
  })

  it('stands beside what the operator has said of other things', () => {
    const { effect } = judged(gone, { 'model-unsupported': { sameTargetRetries: 2 } })
    expect(effect).toMatchObject({ sameTargetRetries: 2, cooldown: { firstMs: hours(12) } })
  })
})

it('where no table adds anything, a failure states no effect, whatever the operator has said', () => {
  expect(judged(slow).stated).toBeUndefined()
  const { stated, effect } = judged(slow, { 'rate-limited': { sameTargetRetries: 3 } })
  expect(stated).toBeUndefined()
  expect(effect.sameTargetRetries).toBe(3)
})
