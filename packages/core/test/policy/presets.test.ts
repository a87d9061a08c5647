import {
  blame,
  classify,
  cliproxy,
  definePolicy,
  emptySnapshot,
  keyProxy,
  openCodeReview,
  type Policy,
  type Preset,
  type Reply,
  reduce,
  type Snapshot,
  select,
  type Target,
} from '@router/core'
import { expect, it } from 'vitest'

const seconds = 1_000
const hours = 3_600 * seconds

const policyOf = (preset: Preset): Policy =>
  definePolicy({ ...preset, providers: { p: { credentials: ['a', 'b'], models: ['m'] } } })
const first = (policy: Policy): Target => [...policy.targets.values()][0] as Target
const response = (status: number, body = '', headers: Record<string, string> = {}): Reply => ({
  type: 'response',
  status,
  headers,
  body,
})

/** Whether the request goes on, whom it blames and for how long, after so many incidents in a row before this one. */
function verdict(preset: Preset, reply: Reply, incidents = 0): readonly [next: string, scope: string, coolsMs: number] {
  const policy = policyOf(preset)
  const target = first(policy)
  let snapshot: Snapshot = emptySnapshot
  for (let at = 0; ; at += 100 * hours) {
    const failure = classify(policy, reply, { target, now: at })
    if (failure === undefined) throw new Error('a success')
    const event = blame(policy, snapshot, { target: target.id, startedAt: at }, failure, at)
    snapshot = reduce(policy, snapshot, event)
    const next = failure.effect?.next ?? policy.effects[failure.class].next
    if (at === incidents * 100 * hours) return [next, failure.scope, event.until - at]
  }
}

it.each([
  ['cliproxy', cliproxy],
  ['open-code-review', openCodeReview],
  ['key-proxy', keyProxy],
])('%s is plain JSON and a policy of its own', (_, preset) => {
  expect(JSON.parse(JSON.stringify(preset))).toEqual(preset)
  expect(policyOf(preset).targets.size).toBe(2)
})

it.each([
  ['a 429', response(429, 'quota'), 0, ['failover', 'target', 1 * seconds]],
  ['the third in a row', response(429, 'quota'), 2, ['failover', 'target', 4 * seconds]],
  ['the twelfth in a row', response(429, 'quota'), 11, ['failover', 'target', 1_800 * seconds]],
  ['a stated time of 40 days', response(429, '', { 'retry-after': '3456000' }), 0, ['failover', 'target', 960 * hours]],
  ['a refused key', response(401, 'x'), 0, ['failover', 'target', 1_800 * seconds]],
  ['a dead refresh token', response(400, '{"error":"invalid_grant"}'), 0, ['failover', 'target', 1_800 * seconds]],
  ['an empty account, again', response(402, 'x'), 1, ['failover', 'target', 1_800 * seconds]],
  ['a missing model', response(404, 'model not found'), 0, ['failover', 'target', 12 * hours]],
  ['a 404 without a word', response(404), 0, ['failover', 'target', 12 * hours]],
  ['a 500', response(500), 0, ['failover', 'target', 60 * seconds]],
  ['a 529', response(529, 'overloaded'), 0, ['failover', 'target', 60 * seconds]],
  ['a challenge page', response(403, 'cf-mitigated: challenge'), 0, ['failover', 'target', 10 * seconds]],
  [
    'a page of a challenge',
    response(403, '<html><title>Just a moment… | Cloudflare</title></html>'),
    0,
    ['failover', 'target', 10 * seconds],
  ],
  [
    'a bare page of Cloudflare',
    response(502, '<html><hr><center>cloudflare</center></html>'),
    0,
    ['failover', 'target', 10 * seconds],
  ],
  ['a bad request', response(400, 'bad request'), 0, ['stop', 'request', 0]],
  [
    'a bad request behind a 529',
    response(529, '{"error":{"type":"invalid_request_error"}}'),
    0,
    ['stop', 'request', 0],
  ],
  ['a bad request behind a 408', response(408, '{"error":{"code":"invalid_prompt"}}'), 0, ['stop', 'request', 0]],
  [
    'an item that is not kept, behind a 500',
    response(500, 'Item with id `x` not found. Items are not persisted when `store` is set to false.'),
    0,
    ['stop', 'request', 0],
  ],
  ['a model that is unavailable', response(400, 'Model unavailable'), 0, ['failover', 'target', 12 * hours]],
  ['a bad request behind a 502', response(502, '{"error":{"type":"invalid_request"}}'), 0, ['stop', 'request', 0]],
  ['a timeout', { type: 'timeout', phase: 'total' } as const, 0, ['failover', 'target', 0]],
])('as in CLIProxyAPI: %s', (_, reply, incidents, expected) => {
  expect(verdict(cliproxy, reply, incidents)).toEqual(expected)
})

it.each([400, 413, 422])('as in open-code-review: %d stops and parks nobody', (status) => {
  expect(verdict(openCodeReview, response(status))).toMatchObject({ 0: 'stop', 2: 0 })
})

it.each([401, 402, 403, 404, 408, 409, 425, 429, 500, 502, 503, 504, 529])(
  'as in open-code-review: %d parks for 30 s, however often, and goes on',
  (status) => {
    expect(verdict(openCodeReview, response(status))).toMatchObject({ 0: 'failover', 2: 30 * seconds })
    expect(verdict(openCodeReview, response(status), 3)).toMatchObject({ 0: 'failover', 2: 30 * seconds })
  },
)

it('as in open-code-review: what has no meaning of its own goes on', () => {
  expect(verdict(openCodeReview, response(418))[0]).toBe('failover')
  expect(verdict(openCodeReview, response(406))[0]).toBe('failover')
})

it('as in open-code-review: when all are parked they are tried all the same, and no stated time parks for longer', () => {
  const policy = policyOf(openCodeReview)
  let snapshot: Snapshot = emptySnapshot
  for (const target of policy.targets.values()) {
    const failure = classify(policy, response(429, '', { 'retry-after': '3600' }), { target, now: 0 })
    if (failure !== undefined)
      snapshot = reduce(policy, snapshot, blame(policy, snapshot, { target: target.id, startedAt: 0 }, failure, 0))
  }
  expect(select(policy, snapshot, { id: 'r1', model: 'm' }, 1)).toMatchObject({ type: 'use', cooling: true })
  expect(select(policy, snapshot, { id: 'r1', model: 'm' }, 30 * seconds)).not.toHaveProperty('cooling')
})

it.each([
  ['a 429', response(429), 0, ['failover', 'target', 60 * seconds]],
  ['a spent quota', response(429, 'quota exceeded'), 0, ['failover', 'target', 60 * seconds]],
  ['a refused key', response(401), 0, ['failover', 'credential', 300 * seconds]],
  ['a 403', response(403, 'x'), 0, ['failover', 'target', 10 * seconds]],
  ['a 403 again and again', response(403, 'x'), 6, ['failover', 'target', 300 * seconds]],
  ['a first 503, which is tried again', response(503), 0, ['failover', 'target', 0]],
  ['a second 503', response(503), 1, ['failover', 'target', 30 * seconds]],
  ['a model at capacity', response(503, 'MODEL_CAPACITY_EXHAUSTED'), 1, ['failover', 'model', 30 * seconds]],
  ['a bad request', response(400, 'bad tool schema'), 0, ['stop', 'request', 0]],
])('as in LLM-API-Key-Proxy: %s', (_, reply, incidents, expected) => {
  expect(verdict(keyProxy, reply, incidents)).toEqual(expected)
})
