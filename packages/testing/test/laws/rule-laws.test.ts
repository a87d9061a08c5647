import type { Failure, Rule } from '@router/core'
import { ruleLaws } from '@router/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const teapot: Rule = (reply) =>
  reply.type === 'response' && reply.status === 418
    ? { class: 'model-unsupported', scope: 'target', rule: 'teapot' }
    : undefined
const teapots = fc.constant({ type: 'response', status: 418, headers: {}, body: '' } as const)

describe('a lawful rule', () => {
  for (const { name, check } of ruleLaws(teapot, { replies: teapots })) it(name, check)
})

const verdict = { class: 'rate-limited', scope: 'target', rule: 'mine' } as const
let judged = 0

/** Wrong rules, and what is said about each. */
const faults: Readonly<Record<string, readonly [rule: Rule, law: string, says: RegExp]>> = {
  'reads a status that is not there': [
    (reply) => ((reply as { headers: Record<string, string> }).headers['x'] === '1' ? verdict : undefined),
    'judges any reply',
    /throws TypeError/,
  ],
  'knows another class': [
    () => ({ ...verdict, class: 'throttled' }) as never as Failure,
    'judges any reply',
    /there is no failure class "throttled"/,
  ],
  'knows another scope': [
    () => ({ ...verdict, scope: 'key' }) as never as Failure,
    'judges any reply',
    /there is no scope "key"/,
  ],
  'says no rule': [() => ({ ...verdict, rule: '' }), 'judges any reply', /does not say which rule/],
  'reads a time that is none': [
    (reply) =>
      reply.type === 'response' ? { ...verdict, retryAfterMs: Number(reply.headers['retry-after-ms']) } : undefined,
    'judges any reply',
    /retryAfterMs NaN is no length of time/,
  ],
  'looks for words anywhere': [
    (reply) => ('body' in reply && reply.body.includes('quota') ? verdict : undefined),
    'calls no good answer a failure',
    /reply 200 .*exceeded your current quota.*\n.*\n {2}which is a good answer/,
  ],
  'blames for a cancelled request': [
    (reply) => (reply.type === 'cancelled' ? verdict : undefined),
    'blames nobody for a request that was cancelled',
    /0ms cancelled\n.*\n {2}though it was the caller who gave up/,
  ],
  'reads the clock': [
    (reply) => (reply.type === 'empty' && Date.now() > 0 ? verdict : undefined),
    'reads no clock',
    /calls Date\.now\(\)/,
  ],
  'counts in a field': [
    () => (judged++ % 2 === 0 ? verdict : undefined),
    'judges the same reply alike',
    /first .*\n {2}and, asked again, /,
  ],
  writes: [
    (reply) => {
      if (reply.type === 'response') Object.assign(reply.headers, { seen: '1' })
      return undefined
    },
    'changes nothing',
    /and changes it: .*"seen":"1"/,
  ],
  'never judges': [() => undefined, 'judges some of the replies', /leaves it to the next rule, as all 200 of them/],
}

it.each(Object.entries(faults))('a rule that %s is told', async (_, [rule, sentence, says]) => {
  const [law] = ruleLaws(rule, { replies: teapots }).filter(({ name }) => name.includes(sentence))
  const message = await law?.check().then(
    () => 'nothing',
    (error: Error) => error.message,
  )
  expect(message).toMatch(says)
})
