import { checkPolicy, failureClasses, type PolicyInput } from '@router/core'
import { expect, it } from 'vitest'

const warningsOf = (input: PolicyInput): readonly string[] => {
  const checked = checkPolicy(input)
  if ('issues' in checked) throw new Error(JSON.stringify(checked.issues))
  return checked.warnings.map(({ path, message }) => `${path} ${message}`)
}

const providers = { p: {}, q: {} }
const two = { targets: ['p/m', 'q/m'] }

it('a policy of which everything can be meant has no warning', () => {
  expect(
    warningsOf({
      providers: { p: { models: ['m'] }, q: {} },
      aliases: { a: { ...two, strategy: 'sticky', fallback: ['b'] }, b: { targets: ['q/n'] } },
      budget: { attempts: 3, deadlineMs: 30_000 },
      patience: { totalMs: 5_000, sameTargetMs: 1_000 },
      whenAllCooling: 'wait',
    }),
  ).toEqual([])
})

it.each<[string, PolicyInput, string]>([
  [
    'attempts below the pool',
    { providers, aliases: { a: two }, budget: { attempts: 1 } },
    'budget.attempts 1 cannot try all 2 targets of a',
  ],
  [
    'affinity that could never fail over',
    { providers, aliases: { a: { ...two, strategy: ['least-busy', 'sticky'] } }, budget: { attempts: 1 } },
    'aliases.a.strategy with 1 attempt no session can fail over',
  ],
  [
    'a fallback that repeats everything',
    { providers, aliases: { a: { ...two, fallback: ['B'] }, b: { targets: ['q/m'] } } },
    'aliases.a.fallback[0] adds no target',
  ],
  [
    'a target twice',
    { providers, aliases: { a: { targets: ['p/m', { provider: 'p', model: 'm', weight: 3 }] } } },
    'aliases.a.targets[1] repeats an earlier target',
  ],
  [
    'cooldowns that end before the wait for a hint does',
    { providers, patience: { sameTargetMs: 9_000 }, maxCooldownMs: 5_000 },
    'patience.sameTargetMs outlasts every cooldown: no hint ever fails over',
  ],
  [
    'a wait that is shorter than every cooldown',
    { providers, patience: { totalMs: 500 }, whenAllCooling: 'wait' },
    'patience.totalMs is shorter than every cooldown: waiting hardly helps',
  ],
  [
    'a wait for a hint beyond all waiting',
    { providers, patience: { totalMs: 1_000, sameTargetMs: 2_000 } },
    'patience.sameTargetMs is cut to totalMs',
  ],
  [
    'patience that the deadline cuts off',
    { providers, budget: { deadlineMs: 10_000 } },
    'patience.totalMs outlasts the deadline',
  ],
  [
    'a deadline within which nothing can start',
    { providers, budget: { deadlineMs: 50 }, patience: { totalMs: 0 } },
    'budget.deadlineMs is below minAttemptMs: no attempt can start',
  ],
  [
    'a cooldown that is cut',
    {
      providers,
      effects: { timeout: { cooldown: { firstMs: 60_000, factor: 1, capMs: 60_000 } } },
      maxCooldownMs: 30_000,
    },
    'effects.timeout.cooldown is cut to maxCooldownMs',
  ],
  [
    'a model that its provider does not declare',
    { providers: { p: { models: ['m'] } }, aliases: { a: { targets: ['p/typo'] } } },
    'aliases.a.targets[0] provider p does not declare model typo',
  ],
  [
    'a vendor without a table',
    { providers: { p: { vendor: 'nobody', dialect: 'gemini' } } },
    'providers.p.vendor no table is called "nobody": replies are read as those of gemini',
  ],
])('%s is a warning, not a mistake', (_, input, warning) => {
  expect(warningsOf(input)).toContain(warning)
})

const allFlat = (firstMs: number): NonNullable<PolicyInput['effects']> =>
  Object.fromEntries(
    failureClasses.map((each) => [each, { cooldown: { firstMs, factor: 1, capMs: firstMs } }] as const),
  )

it.each<[string, (ms: number) => Partial<PolicyInput>, string, number, boolean]>([
  ['budget.deadlineMs', (ms) => ({ budget: { deadlineMs: ms, minAttemptMs: 500 } }), 'is below', 500, false],
  ['patience.totalMs', (ms) => ({ budget: { deadlineMs: 500 }, patience: { totalMs: ms } }), 'outlasts', 500, true],
  ['patience.sameTargetMs', (ms) => ({ patience: { totalMs: ms, sameTargetMs: 500 } }), 'is cut', 500, false],
  ['patience.sameTargetMs', (ms) => ({ patience: { sameTargetMs: 500 }, maxCooldownMs: ms }), 'outlasts', 501, false],
  ['patience.sameTargetMs', (ms) => ({ patience: { sameTargetMs: ms }, maxCooldownMs: 0 }), 'outlasts', 1, true],
  [
    'patience.totalMs',
    (ms) => ({ whenAllCooling: 'wait', patience: { totalMs: ms }, effects: allFlat(500) }),
    'is shorter',
    500,
    false,
  ],
  [
    'patience.totalMs',
    (ms) => ({ whenAllCooling: 'wait', patience: { totalMs: ms }, maxCooldownMs: 500 }),
    'is shorter',
    500,
    false,
  ],
  [
    'effects.timeout.cooldown',
    (ms) => ({ effects: { timeout: { cooldown: { firstMs: 500, factor: 1, capMs: 500 } } }, maxCooldownMs: ms }),
    'is cut',
    500,
    false,
  ],
])('%s warns on one side of the limit alone', (path, settings, message, limit, warnsAt) => {
  const warns = (ms: number): boolean =>
    warningsOf({ providers, ...settings(ms) }).some((warning) => warning.startsWith(`${path} ${message}`))
  // At the limit, and one short of it.
  expect([warns(limit), warns(limit - 1)]).toEqual([warnsAt, !warnsAt])
})

it('a default that is cut to the longest cooldown is no warning, and neither is a wait that nobody asked for', () => {
  expect(warningsOf({ providers, maxCooldownMs: 500 })).toEqual([])
  expect(warningsOf({ providers, patience: { totalMs: 0 } })).toEqual([])
})

it('too few attempts warn of affinity only where there is some, and somebody to fail over to', () => {
  const sticky = 'aliases.a.strategy with 1 attempt no session can fail over'
  const of = (attempts: number, alias: object): boolean =>
    warningsOf({ providers, aliases: { a: { ...two, ...alias } }, budget: { attempts } }).includes(sticky)
  expect(of(1, { strategy: 'sticky' })).toBe(true)
  expect(of(2, { strategy: 'sticky' })).toBe(false)
  expect(of(1, { strategy: 'random' })).toBe(false)
  expect(of(1, { strategy: 'sticky', targets: ['p/m'] })).toBe(false)
  expect(warningsOf({ providers, aliases: { a: two }, budget: { attempts: 2 } })).toEqual([])
})

it('a target is the same one whichever way it is spelled, and another with another credential', () => {
  const alias = (...targets: readonly unknown[]) =>
    warningsOf({
      providers: { p: { credentials: ['k', 'l'], models: ['m'] }, q: {} },
      aliases: { a: { targets: targets as never } },
    })
  const spelled = { provider: ' p', model: 'm ' }
  expect(alias('p/m', spelled)).toEqual(['aliases.a.targets[1] repeats an earlier target'])
  expect(alias({ ...spelled, credential: 'k' }, { ...spelled, credential: 'l' })).toEqual([])
  expect(alias({ ...spelled, credential: 'k' }, { ...spelled, credential: ' k' })).toEqual([
    'aliases.a.targets[1] repeats an earlier target',
  ])
  expect(alias('p/n', 'q/n')).toEqual(['aliases.a.targets[0] provider p does not declare model n'])
})

it('a fallback of which any target is new serves, whichever way it is spelled', () => {
  const of = (targets: readonly string[]) =>
    warningsOf({ providers, aliases: { a: { targets: ['p/m'], fallback: [' B '] }, b: { targets } } })
  expect(of(['p/m', 'q/m'])).toEqual([])
  expect(of(['p/m'])).toEqual(['aliases.a.fallback[0] adds no target'])
})

it('a vendor that has a table is no warning, blanks or not', () => {
  expect(warningsOf({ providers: { p: { vendor: ' anthropic ' } } })).toEqual([])
})
