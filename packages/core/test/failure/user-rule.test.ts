import { advance, begin, checkPolicy, definePolicy, emptySnapshot, failureClasses, select } from '@router/core'
import { describe, expect, it } from 'vitest'
import { compileUserRule, type UserRule } from '../../src/failure/user-rule.js'
import { judged, response } from './replies.js'

const ruled = (
  rule: UserRule,
  reply = response(400, 'Our Gateway is tired'),
  vendor = 'openai',
): ReturnType<typeof judged> => judged(reply, vendor, [compileUserRule(rule, 'rules[0]')])

describe('a rule of the operator', () => {
  it('judges before every table and is named in the failure', () => {
    expect(ruled({ status: 429, class: 'overloaded' }, response(429))).toEqual({
      class: 'overloaded',
      scope: 'model',
      rule: 'rule rules[0]',
    })
  })

  it('needs its status and one of its literals, upper and lower case apart', () => {
    const rule: UserRule = { status: 400, match: ['x', 'Gateway'], class: 'overloaded' }
    expect(ruled(rule)?.class).toBe('overloaded')
    expect(ruled(rule, response(400, 'gateway'))?.class).toBe('invalid-request')
    expect(ruled(rule, response(422, 'Gateway'))?.class).toBe('invalid-request')
  })

  it('with neither status nor match matches nothing', () => {
    expect(ruled({ class: 'overloaded' })?.class).toBe('invalid-request')
    expect(ruled({ match: [], class: 'overloaded' })?.class).toBe('invalid-request')
  })

  it('is for the vendor and provider it names', () => {
    expect(ruled({ vendor: 'groq', status: 400, class: 'overloaded' })?.class).toBe('invalid-request')
    expect(ruled({ vendor: 'groq', status: 400, class: 'overloaded' }, undefined, 'groq')?.class).toBe('overloaded')
    expect(ruled({ provider: 'other', status: 400, class: 'overloaded' })?.class).toBe('invalid-request')
  })

  it('finds its literals in whatever the reply says, within 64 KiB', () => {
    const rule: UserRule = { match: ['tired'], class: 'overloaded' }
    expect(ruled(rule, { type: 'network', message: 'tired' })?.class).toBe('overloaded')
    expect(ruled(rule, { type: 'network' })?.class).toBe('network-error')
    expect(ruled(rule, { type: 'empty' })?.class).toBe('stream-broken')
    const event = { type: 'stream-event', status: 200, headers: {}, event: 'error', data: 'so tired' } as const
    expect(ruled(rule, event)?.class).toBe('overloaded')
    expect(ruled(rule, response(400, `${'x'.repeat(65_531)}tired`))?.class).toBe('overloaded')
    expect(ruled(rule, response(400, `${'x'.repeat(65_532)}tired`))?.class).toBe('invalid-request')
  })

  it('with a status matches responses and events alone, with names as they were meant', () => {
    expect(ruled({ status: 0, class: 'overloaded' }, { type: 'empty' })?.class).toBe('stream-broken')
    expect(ruled({ vendor: ' openai ', provider: ' openai ', status: 400, class: 'overloaded' })?.class).toBe(
      'overloaded',
    )
  })

  it('may change whom to blame alone', () => {
    expect(ruled({ status: 429, scope: 'provider' }, response(429))).toEqual({
      class: 'rate-limited',
      scope: 'provider',
      rule: 'rule rules[0]',
    })
  })

  it('keeps the retry time and the effect that the tables know, unless nothing is to cool', () => {
    const reply = response(404, { error: { message: 'The model x does not exist' } }, { 'retry-after': '7' })
    const gone = { firstMs: 43_200_000, factor: 1, capMs: 43_200_000 }
    expect(ruled({ status: 404, scope: 'model' }, reply)).toMatchObject({
      retryAfterMs: 7_000,
      effect: { cooldown: gone },
    })
    expect(ruled({ status: 404, class: 'overloaded' }, reply)).toEqual({
      class: 'overloaded',
      scope: 'model',
      retryAfterMs: 7_000,
      rule: 'rule rules[0]',
    })
    expect(ruled({ status: 404, action: 'continue' }, reply)).not.toHaveProperty('retryAfterMs')
  })

  it('without a status never refuses an answer, with one it may', () => {
    const answer = response(200, 'Our Gateway is tired')
    expect(ruled({ match: ['tired'], class: 'overloaded' }, answer)).toBeUndefined()
    expect(ruled({ status: 200, match: ['tired'], class: 'overloaded' }, answer)?.class).toBe('overloaded')
  })

  it('without a class keeps what the tables say, with their scope and retry time', () => {
    expect(ruled({ status: 429, action: 'stop-and-cooldown' }, response(429, '', { 'retry-after': '7' }))).toEqual({
      class: 'rate-limited',
      scope: 'target',
      retryAfterMs: 7_000,
      rule: 'rule rules[0]',
      effect: { next: 'stop', sameTargetRetries: 0 },
    })
  })

  it.each([
    ['stop', { next: 'stop', sameTargetRetries: 0, cooldown: 'none' }],
    ['continue', { next: 'failover', sameTargetRetries: 0, cooldown: 'none' }],
    ['stop-and-cooldown', { next: 'stop', sameTargetRetries: 0 }],
    ['continue-and-cooldown', { next: 'failover', sameTargetRetries: 0 }],
  ] as const)('with %s follows it', (action, effect) => {
    expect(ruled({ status: 429, action }, response(429))?.effect).toEqual(effect)
  })

  it('that cools what its class would not cools the target for a minute', () => {
    expect(ruled({ status: 400, action: 'continue-and-cooldown' })).toMatchObject({
      class: 'invalid-request',
      scope: 'target',
      effect: { next: 'failover', cooldown: { firstMs: 60_000, factor: 1, capMs: 60_000 } },
    })
    expect(ruled({ status: 400, action: 'stop' })?.scope).toBe('request')
  })
})

describe('an action', () => {
  const classes = failureClasses.filter((each) => each !== 'cancelled')
  const actions = ['stop', 'stop-and-cooldown', 'continue', 'continue-and-cooldown'] as const
  const cooldowns = [undefined, 'none', { firstMs: 1_000, factor: 2, capMs: 60_000, fromIncident: 3 }] as const
  const cases = actions.flatMap((action) => cooldowns.map((cooldown) => ({ action, cooldown })))

  it.each(cases)('$action is followed at the first incident, whatever the class and its cooldown $cooldown', (each) => {
    const { action, cooldown } = each
    for (const kind of classes) {
      const policy = definePolicy({
        providers: { a: { credentials: { k: { refreshable: action.startsWith('stop') } } }, b: {} },
        aliases: { fast: { targets: ['a/m', 'b/m'], strategy: 'fill-first' } },
        rules: [{ status: 418, class: kind, action }],
        effects: cooldown === undefined ? {} : { [kind]: { cooldown } },
      })
      const first = begin(policy, emptySnapshot, { id: 'r1', model: 'fast' }, 0)
      const report = { type: 'failed', number: 1, reply: response(418) } as const
      const { command, snapshot } = advance(policy, first.snapshot, first.execution, report, 10)
      const next = select(policy, snapshot, { id: 'r2', model: 'fast' }, 10)

      const goesOn = command.type === 'attempt' && command.target.id === 'b/default/m'
      expect({ kind, goesOn, ends: command.type === 'fail' }).toEqual({
        kind,
        goesOn: action.startsWith('continue'),
        ends: action.startsWith('stop'),
      })
      const cools = action.endsWith('cooldown')
      expect(next).toMatchObject({ type: 'use', target: { provider: cools ? 'b' : 'a' } })
    }
  })
})

describe('the shape of a rule', () => {
  const issuesOf = (rule: unknown): readonly string[] => {
    const checked = checkPolicy({ providers: {}, rules: [rule] })
    return 'issues' in checked ? checked.issues.map(({ path }) => path) : []
  }

  it('is right when every key is', () => {
    expect(
      issuesOf({ vendor: 'groq', status: 400, match: ['x'], class: 'overloaded', scope: 'model', action: 'stop' }),
    ).toEqual([])
  })

  it.each([
    [{ status: 42 }, 'rules[0].status'],
    [{ status: '400' }, 'rules[0].status'],
    [{ status: 600 }, 'rules[0].status'],
    [{ match: 'x' }, 'rules[0].match'],
    [{ match: [''] }, 'rules[0].match[0]'],
    [{ match: [] }, 'rules[0].match'],
    [{ status: 400, match: [] }, 'rules[0].match'],
    [{ status: 400, class: 'rate_limited' }, 'rules[0].class'],
    [{ status: 400, scope: 'key' }, 'rules[0].scope'],
    [{ status: 400, action: 'retry' }, 'rules[0].action'],
    [{ status: 400, vendor: '' }, 'rules[0].vendor'],
    [{ status: 400, models: [] }, 'rules[0].models'],
    [{ class: 'overloaded' }, 'rules[0]'],
    [null, 'rules[0]'],
    [[], 'rules[0]'],
  ])('is wrong, with the place of the mistake, in %j', (rule, path) => {
    expect(issuesOf(rule)).toEqual([path])
  })

  it('is wrong in every mistake at once', () => {
    expect(issuesOf({ status: 1, scope: 'x', action: 'y' })).toEqual([
      'rules[0].status',
      'rules[0].scope',
      'rules[0].action',
    ])
  })
})
