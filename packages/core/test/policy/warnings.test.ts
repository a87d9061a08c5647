import { checkPolicy, type PolicyInput } from '@router/core'
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
