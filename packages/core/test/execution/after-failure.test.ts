import type { PolicyInput, Reply, ScopeName, TargetId } from '@router/core'
import { expect, it } from 'vitest'
import { cooled, lifeOf, status, told } from './lives.js'

const two: PolicyInput = {
  providers: { a: {}, b: {} },
  aliases: { fast: { targets: ['a/m', 'b/m'], strategy: 'fill-first' } },
}
const tooLong: Reply = {
  type: 'response',
  status: 400,
  headers: {},
  body: '{"error":{"code":"context_length_exceeded","message":"too long"}}',
}

it('a refused credential is refreshed once, and nobody is blamed until a fresh one is refused, too', () => {
  const input: PolicyInput = {
    providers: { a: { credentials: { k: { refreshable: true } } }, b: {} },
    aliases: { fast: { targets: ['a/m', 'a/n', 'b/m'], strategy: 'fill-first' } },
  }
  const first = lifeOf(input).fails(10, status(401))
  expect(told(first.last)).toBe('a/k/m again, refreshed')
  expect(first.last.events[0]).toStrictEqual({
    type: 'attempt-failed',
    at: 10,
    target: 'a/k/m',
    startedAt: 0,
    class: 'auth-invalid',
    scope: 'credential',
    rule: first.last.execution.attempts[0]?.failure?.rule,
    failedAt: 10,
    until: 10,
    level: 0,
    needs: 'generation-started',
    firm: true,
    probe: true,
  })
  expect(first.last.execution.refreshed).toEqual(['credential:a/k'])
  expect(first.last.events[1]).toMatchObject({ type: 'attempt-started', number: 2, spendsToken: false })
  const second = first.fails(20, status(401))
  expect(told(second.last)).toBe('b/default/m')
  expect(second.last.events[0]).toMatchObject({ type: 'attempt-failed', key: 'credential:a/k', level: 1 })
})

it('nothing is refreshed for another failure, where a refused key ends it, and without calls or time for it', () => {
  const { aliases = {} } = two
  const of = (told: Partial<PolicyInput> = {}): PolicyInput => ({
    providers: { a: { credentials: { k: { refreshable: true } } }, b: {} },
    aliases,
    ...told,
  })
  const after = (input: PolicyInput, reply: Reply, deadlineAt = 9_000): string =>
    told(lifeOf(input, { deadlineAt }).fails(10, reply).last)
  expect(after(of(), status(429))).toBe('b/default/m')
  expect(after(of({ effects: { 'auth-invalid': { next: 'stop' } } }), status(401))).toBe('fail: refused')
  expect(after(of({ budget: { attempts: 1 } }), status(401))).toBe('fail: exhausted')
  expect(after(of({ budget: { minAttemptMs: 100 } }), status(401), 110)).toBe('a/k/m again, refreshed')
  expect(after(of({ budget: { minAttemptMs: 100 } }), status(401), 109)).toBe('fail: deadline')
})

it('what is the request’s own fault ends it with that reply, also where there is a larger context', () => {
  const input = {
    ...two,
    aliases: { fast: { targets: ['a/m', 'b/m'], largerContext: 'large' }, large: { targets: ['b/xl'] } },
  }
  const { last } = lifeOf(input).fails(10, status(422))
  expect(last.command).toMatchObject({ type: 'fail', error: { why: 'refused', reply: { status: 422 } } })
  expect(last.command.type === 'fail' && Object.keys(last.command.error)).toEqual([
    'why',
    'reply',
    'failure',
    'attempts',
  ])
})

it('a prompt that is too long goes on with the larger context, which has tries of its own', () => {
  const large = Array.from({ length: 12 }, (_, index) => `b/xl-${index}`)
  const limits = (targets: readonly string[], told: Partial<PolicyInput> = {}): readonly unknown[] => {
    const aliases = {
      fast: { targets: ['a/m', 'a/n'], largerContext: 'Large', strategy: 'fill-first' },
      large: { targets, strategy: 'fill-first' },
    }
    const { execution, command } = lifeOf({ ...two, ...told, aliases }).fails(10, tooLong).last
    return [execution.name, execution.freshLimit, command.type === 'attempt' && command.target.model]
  }
  expect(limits(large)).toEqual(['Large', 11, 'xl-0'])
  expect(limits(large.slice(0, 2))).toEqual(['Large', 3, 'xl-0'])
  expect(limits(large, { budget: { attempts: 5 } })).toEqual(['Large', 5, 'xl-0'])
  expect(told(lifeOf(two).fails(10, tooLong).last)).toBe('fail: refused')
})

it('each target is asked again as often as the failure allows, however often others were', () => {
  const life = lifeOf(two).fails(10, status(500)).fails(20, status(500)).fails(30, status(500)).fails(40, status(500))
  expect(life.steps.map(told)).toEqual([
    'a/default/m',
    'a/default/m again',
    'b/default/m',
    'b/default/m again',
    'fail: exhausted',
  ])
  expect(life.steps.map(({ execution }) => execution.tried)).toEqual([
    ['a/default/m'],
    ['a/default/m'],
    ['a/default/m', 'b/default/m'],
    ['a/default/m', 'b/default/m'],
    ['a/default/m', 'b/default/m'],
  ])
  const once = lifeOf({ ...two, budget: { sameTargetRetries: 0 } }).fails(10, status(500))
  expect(told(once.last)).toBe('b/default/m')
})

it('nobody is asked again who cools, is suspended or is tried by somebody else meanwhile, in any of its scopes', () => {
  const begun = lifeOf({ ...two, probe: { fromMs: 5, leaseMs: 1_000 } }, {}, [cooled('credential:a/default', -10, -1)])
  expect(told(begun.fails(10, status(500)).last)).toBe('a/default/m again')
  expect(told(begun.meanwhile(cooled('provider:a', 5, 11)).fails(10, status(500)).last)).toBe('b/default/m')
  const suspended = begun.meanwhile({ type: 'scope-suspended', at: 5, key: 'model:a/m' as ScopeName })
  expect(told(suspended.fails(10, status(500)).last)).toBe('b/default/m')
  const tried = begun
    .meanwhile(cooled('model:a/m', 1, 6))
    .meanwhile({
      type: 'attempt-started',
      at: 7,
      name: 'fast',
      target: 'a/default/m' as TargetId,
      number: 1,
      spendsToken: false,
    })
    .fails(10, status(500))
  expect(told(tried.last)).toBe('b/default/m')
})

const patient: PolicyInput = { ...two, patience: { totalMs: 3_000, sameTargetMs: 2_000 } }

it('a target is waited for as it asks, for as long as that is worth it, and then asked again under the same name', () => {
  const waiting = lifeOf(patient).fails(10, status(429, 2))
  expect(told(waiting.last)).toMatch(/^wait until 2[01]\d\d$/)
  expect(waiting.last.execution.waitedFor).toEqual(['a/default/m'])
  const { command } = waiting.last
  const until = command.type === 'wait' ? command.until : 0
  expect(told(waiting.reports(until, { type: 'woke' }).last)).toBe('a/default/m again')
  expect(told(waiting.reports(until - 1, { type: 'woke' }).last)).toBe(`wait until ${until}`)
  const behind = lifeOf({
    ...patient,
    aliases: { fast: { targets: ['a/m'], fallback: ['slow'] }, slow: { targets: ['b/m'] } },
  })
    .fails(10, status(404))
    .fails(20, status(429, 1))
    .reports(1_200, { type: 'woke' })
  expect(behind.last.execution.attempts.map(({ name, target }) => [name, target])).toEqual([
    ['fast', 'a/default/m'],
    ['slow', 'b/default/m'],
    ['slow', 'b/default/m'],
  ])
  const aliases = { fast: { targets: ['a/m'], fallback: ['slow'] }, slow: { targets: ['b/m'] } }
  const only = lifeOf({ ...patient, aliases }, {}, [cooled('provider:a', 0, 90_000)])
    .fails(20, status(429, 1))
    .reports(1_200, { type: 'woke' })
  expect(only.last.execution.attempts.map(({ name }) => name)).toEqual(['slow', 'slow'])
})

it('a target is not waited for that asks for more, or where patience, time or tokens are short', () => {
  const after = (input: PolicyInput, seconds: number, deadlineAt = 90_000): string =>
    told(lifeOf(input, { deadlineAt }).fails(0, status(429, seconds)).last)
  expect(after(patient, 3)).toBe('b/default/m')
  // Also where the cooldown is cut below what it asks for.
  expect(after({ ...patient, maxCooldownMs: 1_000 }, 3)).toBe('b/default/m')
  expect(after({ ...patient, patience: { totalMs: 1_999, sameTargetMs: 2_000 } }, 2)).toBe('b/default/m')
  expect(after(patient, 2, 2_100)).toBe('wait until 2000')
  expect(after(patient, 2, 2_099)).toBe('b/default/m')
  expect(after({ ...patient, retryTokens: { burst: 0.9 } }, 2)).toBe('b/default/m')
  expect(after({ ...patient, budget: { attempts: 1 } }, 2)).toBe('fail: exhausted')
  // Another failure keeps it out for longer.
  const cooling = lifeOf(patient).meanwhile(cooled('target:a/default/m', 0, 2_600))
  expect(told(cooling.fails(10, status(429, 1)).last)).toBe('b/default/m')
})

it('what has been waited for one target is not left for another, and a target is waited for once', () => {
  const waited = lifeOf(patient).fails(0, status(429, 2)).reports(2_200, { type: 'woke' })
  expect(told(waited.fails(2_300, status(429, 1)).last)).toBe('b/default/m')
  expect(told(waited.fails(2_300, status(500)).fails(2_400, status(429, 1)).last)).toBe('fail: exhausted')
  const other = waited.fails(2_300, status(429, 1)).fails(2_400, status(429, 1))
  expect(told(other.last)).toBe('fail: exhausted')
  const quick = lifeOf(patient).fails(0, status(429, 1)).reports(1_100, { type: 'woke' })
  expect(told(quick.fails(1_200, status(404)).fails(1_300, status(429, 1)).last)).toMatch(/^wait until 23\d\d$/)
})

it('whom it waited for is passed over if it is out again, and without a token left it is asked as anybody is', () => {
  const waiting = lifeOf(patient).fails(0, status(429, 2))
  const out = waiting.meanwhile(cooled('provider:a', 10, 9_000)).reports(2_200, { type: 'woke' })
  expect(told(out.last)).toBe('b/default/m')
  const started = {
    type: 'attempt-started',
    at: 10,
    name: 'fast',
    target: 'b/default/m' as TargetId,
    number: 2,
  } as const
  const spent = Array.from({ length: 10 }).reduce<typeof waiting>(
    (life) => life.meanwhile({ ...started, spendsToken: true }),
    waiting,
  )
  expect(told(spent.reports(2_200, { type: 'woke' }).last)).toBe('a/default/m')
})

it('the last words of an upstream are kept, in whichever way they came', () => {
  const event: Reply = { type: 'stream-event', status: 200, headers: {}, data: '{"error":{"type":"overloaded_error"}}' }
  const network: Reply = { type: 'network', code: 'ECONNREFUSED' }
  const kept = (...replies: readonly [Reply, Reply]): unknown => {
    const { command } = lifeOf(two).fails(10, replies[0]).fails(20, replies[1]).last
    return command.type === 'fail' && command.error.reply
  }
  expect(kept(event, network)).toBe(event)
  expect(kept(status(429), network)).toEqual(status(429))
  expect(kept(network, event)).toBe(event)
  expect(kept(status(429), event)).toBe(event)
  expect(kept(network, { type: 'truncated' })).toEqual({ type: 'truncated' })
})
