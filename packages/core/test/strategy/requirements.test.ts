import {
  advance,
  begin,
  definePolicy,
  emptySnapshot,
  explain,
  type PolicyInput,
  reduce,
  type Snapshot,
  select,
} from '@router/core'
import { expect, it } from 'vitest'

const ask = { id: 'r1', model: 'fast' } as const

const startedAt = (policy: ReturnType<typeof definePolicy>, snapshot: Snapshot, index: number): Snapshot => {
  const target = [...policy.targets.values()][index]
  if (target === undefined) throw new Error('no such target')
  return reduce(policy, snapshot, {
    type: 'attempt-started',
    at: 0,
    name: 'fast',
    target: target.id,
    number: 1,
    spendsToken: false,
  })
}

const dialects: PolicyInput = {
  providers: { o: {}, a: { dialect: 'anthropic' }, g: { dialect: 'gemini' } },
  aliases: { fast: { targets: ['o/m', 'a/m', 'g/m'], strategy: 'fill-first' } },
}

/** Who is eligible, and what the others lack. */
const fitness = (input: PolicyInput, request: object): readonly string[] =>
  explain(definePolicy(input), emptySnapshot, { ...ask, ...request }, 0).tiers.flatMap(({ candidates }) =>
    candidates.map((each) =>
      each.eligible ? each.target : each.exclusion.type === 'unfit' ? each.exclusion.lacks : each.exclusion.type,
    ),
  )

it('a target that does not speak the request’s dialect is unfit, unless the shell says that it translates', () => {
  expect(fitness(dialects, { dialect: 'anthropic' })).toEqual(['dialect anthropic', 'a/default/m', 'dialect anthropic'])
  expect(fitness(dialects, { dialect: 'anthropic', translatesTo: ['openai'] })).toEqual([
    'o/default/m',
    'a/default/m',
    'dialect anthropic',
  ])
  expect(fitness(dialects, {})).toEqual(['o/default/m', 'a/default/m', 'g/default/m'])
})

it('a target must offer the operation, have the capabilities and hold the prompt, where it says what it has', () => {
  const input: PolicyInput = {
    providers: {
      o: {
        models: {
          small: { contextTokens: 100 },
          blind: { capabilities: ['tools'] },
          embedder: { operations: ['embeddings'] },
          unknown: {},
        },
      },
    },
    aliases: { fast: { targets: ['o/small', 'o/blind', 'o/embedder', 'o/unknown'] } },
  }
  expect(fitness(input, { tokens: 101, needs: ['tools', 'vision'] })).toEqual([
    'a window of 101 tokens',
    'capability vision',
    'operation chat',
    'o/default/unknown',
  ])
  expect(fitness(input, { tokens: 100, needs: ['tools'] })).toEqual([
    'o/default/small',
    'o/default/blind',
    'operation chat',
    'o/default/unknown',
  ])
})

it('a credential takes no more attempts at one time than it may, over all its models; the others serve meanwhile', () => {
  const policy = definePolicy({
    providers: { o: { credentials: { k: { maxInFlight: 1 } } }, g: {} },
    aliases: { fast: { targets: ['o/m', 'o/n', 'g/m'], strategy: 'fill-first' } },
  })
  const snapshot = startedAt(policy, emptySnapshot, 0)
  expect(select(policy, snapshot, ask, 0)).toMatchObject({ type: 'use', target: { id: 'g/default/m' } })
})

it('where everybody is busy the request waits for a moment rather than fail, and the error says when to come back', () => {
  const input: PolicyInput = {
    providers: { o: { credentials: { k: { maxInFlight: 1 } } } },
    aliases: { fast: { targets: ['o/m'] } },
  }
  const policy = definePolicy(input)
  const busy = startedAt(policy, emptySnapshot, 0)
  expect(select(policy, busy, ask, 1_000)).toEqual({ type: 'wait', until: 1_250 })
  const impatient = definePolicy({ ...input, patience: { totalMs: 0 } })
  expect(select(impatient, busy, ask, 1_000)).toEqual({ type: 'none', why: 'all-cooling', retryAt: 1_250 })
})

it('where everybody stays busy the request waits for as long as it has patience', () => {
  const policy = definePolicy({
    providers: { o: { credentials: { k: { maxInFlight: 1 } }, models: ['m'] } },
    patience: { totalMs: 60_000 },
  })
  const busy = startedAt(policy, emptySnapshot, 0)
  let step = begin(policy, busy, { id: 'r2', model: 'm' }, 0)
  while (step.command.type === 'wait')
    step = advance(policy, step.snapshot, step.execution, { type: 'woke' }, step.command.until)
  expect(step.execution.waitedMs).toBeGreaterThan(59_000)
})

it('a requirement of the operator’s own refuses by its name, says why and since when, and can be waited out', () => {
  const input: PolicyInput = { providers: { o: {} }, aliases: { fast: { targets: ['o/m'] } } }
  const policy = definePolicy(input, {
    requirements: {
      'office hours': (_, { now }) =>
        now < 900 ? { type: 'custom', why: 'closed at night', since: 0, until: 900 } : undefined,
    },
  })
  const { decision, tiers } = explain(policy, emptySnapshot, ask, 100)
  expect(decision).toEqual({ type: 'wait', until: 900 })
  expect(tiers[0]?.candidates[0]).toEqual({
    target: 'o/default/m',
    eligible: false,
    by: 'office hours',
    exclusion: { type: 'custom', why: 'closed at night', since: 0, until: 900 },
    others: [],
  })
  expect(select(policy, emptySnapshot, ask, 900).type).toBe('use')
})

it('what is no cooldown is never gambled against: neither a limit nor a requirement of the operator’s own', () => {
  const limited = definePolicy({
    providers: { o: { credentials: { k: { maxInFlight: 1 } } } },
    aliases: { fast: { targets: ['o/m'] } },
    whenAllCooling: 'try-soonest',
  })
  expect(select(limited, startedAt(limited, emptySnapshot, 0), ask, 0)).toEqual({ type: 'wait', until: 250 })
  const closed = definePolicy(
    { providers: { o: {} }, aliases: { fast: { targets: ['o/m'] } }, whenAllCooling: 'try-soonest' },
    { requirements: { hours: () => ({ type: 'custom', why: 'closed', until: 900 }) } },
  )
  expect(select(closed, emptySnapshot, ask, 0)).toEqual({ type: 'wait', until: 900 })
})

it('an explanation names every requirement that refuses, the first of them first', () => {
  const policy = definePolicy({
    providers: { o: { credentials: { k: { weight: 0 } } }, g: {} },
    aliases: { fast: { targets: ['o/m', 'g/m'] } },
  })
  const cooled = reduce(policy, emptySnapshot, {
    type: 'cooldown-set',
    at: 0,
    key: 'provider:o' as never,
    until: 50,
  })
  const [first] = explain(policy, cooled, { ...ask, tried: ['o/k/m' as never] }, 10).tiers[0]?.candidates ?? []
  expect(first).toMatchObject({ by: 'not-drained', exclusion: { type: 'drained' } })
  expect(first?.eligible === false && first.others.map(({ by }) => by)).toEqual(['not-cooling', 'not-tried'])
})

it('tiers behind the one that serves are explained, too, and narrowed by nobody', () => {
  const policy = definePolicy({
    providers: { o: {}, g: {} },
    aliases: { fast: { targets: ['o/m', 'o/n', { provider: 'g', model: 'm', tier: 1 }] } },
  })
  const { tiers } = explain(policy, emptySnapshot, ask, 0)
  expect(tiers.map(({ candidates }) => candidates.map(({ target, eligible }) => [target, eligible]))).toEqual([
    [
      ['o/default/m', true],
      ['o/default/n', true],
    ],
    [['g/default/m', true]],
  ])
  expect(tiers.map(({ narrowed }) => narrowed.map(({ by }) => by))).toEqual([['round-robin'], []])
})
