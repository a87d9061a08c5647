import {
  advance,
  begin,
  classify,
  definePolicy,
  emptySnapshot,
  type Reply,
  select,
  type Target,
  tableRule,
} from '@router/core'
import { expect, it } from 'vitest'

const policy = definePolicy({
  providers: { anthropic: { dialect: 'anthropic' }, groq: {} },
  aliases: { fast: { targets: ['anthropic/m', 'groq/m'], strategy: 'fill-first' } },
})
const target = policy.targets.get('anthropic/default/m') as Target
const missing = (body: string): Reply => ({ type: 'response', status: 404, headers: {}, body })
const judged = (body: string, operation?: string) => {
  const context = { target, now: 0, ...(operation === undefined ? {} : { operation }) }
  return classify(policy, missing(body), context)
}

it.each(['', '{"detail":"Not Found"}', 'Cannot POST /v1/messages/count_tokens', '404 page not found'])(
  'a 404 to a count that names no model is a missing route, which blames nobody: %s',
  (body) => {
    expect(judged(body, 'count')).toMatchObject({ class: 'model-unsupported', scope: 'request' })
  },
)

it('the same words to a generation may mean the model, and a count is told of a missing model like anybody', () => {
  expect(judged('')).toMatchObject({ class: 'model-unsupported', scope: 'target' })
  expect(judged('', 'embeddings')).toMatchObject({ class: 'model-unsupported', scope: 'target' })
  const gone = '{"type":"error","error":{"type":"not_found_error","message":"model: m"}}'
  expect(judged(gone, 'count')).toMatchObject({ class: 'model-unsupported', scope: 'model' })
})

it('a table of one\u2019s own may ask for the operation, too', () => {
  const rule = tableRule({ name: 'acme', rows: [['#operation rerank', '500', 'model-unsupported request']] })
  const own = definePolicy({ providers: { acme: { models: ['m'] } } }, { rules: { rule } })
  const [acme] = own.targets.values()
  const reply: Reply = { type: 'response', status: 500, headers: {}, body: 'what?' }
  const judgedAs = (operation: string) => classify(own, reply, { target: acme as Target, now: 0, operation })?.class
  expect(judgedAs('rerank')).toBe('model-unsupported')
  expect(judgedAs('chat')).toBe('server-error')
})

it('a count goes on to whoever has the route, and the one without it generates as before', () => {
  const first = begin(policy, emptySnapshot, { id: 'r1', model: 'fast', operation: 'count' }, 0)
  const report = { type: 'failed', number: 1, reply: missing('') } as const
  const second = advance(policy, first.snapshot, first.execution, report, 10)
  expect(second.command).toMatchObject({ type: 'attempt', target: { id: 'groq/default/m' } })
  const next = select(policy, second.snapshot, { id: 'r2', model: 'fast' }, 20)
  expect(next).toMatchObject({ type: 'use', target: { id: 'anthropic/default/m' } })
})
