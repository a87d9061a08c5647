import { definePolicy } from '@router/core'
import { adversaries, adversaryOf, playExecution, scenes, survivalText, survives } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'

const credentials = ['key-1', 'key-2']

it('says whose loss alone leaves nobody', () => {
  const policy = definePolicy({
    providers: { openai: { credentials }, groq: {} },
    aliases: {
      both: { targets: ['openai/a', 'groq/b'] },
      'one provider': { targets: ['openai/a', 'openai/b'] },
      'one model': { targets: ['openai/a'] },
      'one key': { targets: [{ provider: 'openai', model: 'a', credential: 'key-1' }], fallback: ['spare'] },
      spare: { targets: [{ provider: 'openai', model: 'b', credential: 'key-1' }] },
    },
  })
  const found = Object.fromEntries(survives(policy).names.map(({ name, diesWith }) => [name, diesWith]))
  expect(found).toEqual({
    both: [],
    'one provider': ['provider:openai'],
    'one model': ['model:openai/a', 'provider:openai'],
    'one key': ['credential:openai/key-1', 'provider:openai'],
    spare: ['credential:openai/key-1', 'model:openai/b', 'provider:openai'],
  })
})

it('says who is never chosen, and why', () => {
  const policy = definePolicy(
    {
      providers: {
        openai: { models: { embedder: { operations: ['embeddings'] } } },
        groq: {},
      },
      aliases: {
        fast: {
          targets: [
            'openai/a',
            { provider: 'openai', model: 'drained', weight: 0 },
            'groq/b',
            'openai/embedder',
            'openai/closed',
          ],
        },
      },
    },
    {
      requirements: {
        open: ({ target }) => (target.model === 'closed' ? { type: 'custom', why: 'closed for ever' } : undefined),
      },
    },
  )
  const [fast] = survives(policy).names
  expect(fast?.neverChosen).toEqual([
    { target: 'openai/default/drained', why: 'drained (weight 0)' },
    { target: 'openai/default/closed', why: 'closed for ever' },
  ])
})

it('says how bad one request can be, and shows it', () => {
  const policy = definePolicy({
    providers: { openai: {}, groq: {} },
    aliases: { fast: { targets: ['openai/a', 'groq/b'], strategy: 'fill-first' } },
  })
  const [fast] = survives(policy).names
  // Each target once, and once more after a server error.
  expect(fast?.worst).toMatchObject({ attempts: 4, waitMs: 10_000 })
  expect(fast?.worst.transcript).toMatch(/^0ms ask #r1 fast\n {2}#r1 > attempt openai\/default\/a \(1\)\n/)
})

it('counts what is asked again because its connection was an old one', () => {
  const policy = definePolicy({
    providers: { openai: {} },
    aliases: { fast: { targets: ['openai/a'] } },
    effects: { 'server-error': { sameTargetRetries: 0 } },
  })
  expect(survives(policy).names[0]?.worst.attempts).toBe(2)
})

it('an alias that fails over to others with less patience waits no longer than it has', () => {
  const policyOf = (more: object) =>
    definePolicy({ providers: { a: {} }, aliases: { fast: { targets: ['a/m'] } }, ...more })
  const waitOf = (more: object) => survives(policyOf(more)).names[0]?.worst.waitMs
  expect(waitOf({ patience: { totalMs: 3_000 } })).toBe(3_000)
  expect(waitOf({ patience: { totalMs: 0 } })).toBe(0)
  expect(waitOf({ whenAllCooling: 'fail' })).toBe(0)
  expect(waitOf({ budget: { deadlineMs: 2_000 } })).toBe(1_900)
})

it('reads like a report', () => {
  const policy = definePolicy({
    providers: { openai: { credentials, models: ['spare'] } },
    aliases: { fast: { targets: ['openai/a', { provider: 'openai', model: 'b', weight: 0 }] } },
  })
  expect(survivalText(survives(policy)).split('\n')).toEqual([
    'fast',
    '  survives the loss of any one credential',
    '  dies with model:openai/a, with provider:openai',
    '  never chooses openai/key-1/b: drained (weight 0)',
    '  never chooses openai/key-2/b: drained (weight 0)',
    '  one request makes at most 6 attempts and waits at most 10 s',
    'no alias leads to openai/key-1/spare, openai/key-2/spare',
  ])
})

it('no request ever makes more attempts, or waits longer, than it says', () => {
  fc.assert(
    fc.property(scenes(), adversaries(), ({ policy, snapshot, now }, answers) => {
      for (const { name, worst } of survives(policy).names) {
        const steps = playExecution(policy, snapshot, { id: 'r1', model: name }, now, adversaryOf(answers))
        const waits = steps.flatMap(({ now: at, step: { command } }) =>
          command.type === 'wait' ? command.until - at : [],
        )
        expect(steps.at(-1)?.step.execution.attempts.length).toBeLessThanOrEqual(worst.attempts)
        // Whoever wakes early waits again; what counts is the longest wait that was asked for.
        expect(Math.max(0, ...waits)).toBeLessThanOrEqual(worst.waitMs)
      }
    }),
    { numRuns: 200 },
  )
})
