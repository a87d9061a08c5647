import { advance, begin, definePolicy, emptySnapshot, explain, type Reply, type Report, type Step } from '@router/core'
import { expect, it } from 'vitest'
import { readArguments } from '../examples/demo/arguments.js'
import { coloured, paintFor, plain } from '../examples/demo/colours.js'
import { lengthOf } from '../examples/demo/spoken.js'
import { rowLine, tableLines } from '../examples/demo/table.js'
import { counted, shareRows } from '../examples/demo/tally.js'
import { timelineRows } from '../examples/demo/timeline.js'

const policy = definePolicy({
  providers: { openai: { credentials: ['key-1', 'key-2'] }, groq: {} },
  aliases: { fast: { targets: ['openai/gpt-4o', 'groq/llama'], strategy: 'fill-first' } },
})

const quota: Reply = {
  type: 'response',
  status: 429,
  headers: {},
  body: '{"error":{"message":"Billing hard limit has been reached","code":"billing_hard_limit_reached"}}',
}

/** The steps of a request that is told these things, 10 ms apart. */
function stepsOf(...reports: readonly Report[]): readonly Step[] {
  const first = begin(policy, emptySnapshot, { id: 'r1', model: 'fast' }, 1_000)
  return reports.reduce<Step[]>(
    (steps, report, index) => {
      const { snapshot, execution } = steps.at(-1) ?? first
      steps.push(advance(policy, snapshot, execution, report, 1_010 + 10 * index))
      return steps
    },
    [first],
  )
}

it('the timeline has a row for what came of each attempt, and none for its start', () => {
  const steps = stepsOf(
    { type: 'failed', number: 1, reply: quota },
    { type: 'failed', number: 2, reply: { type: 'network', code: 'ECONNREFUSED' } },
    { type: 'committed', number: 3 },
    { type: 'succeeded', number: 3 },
  )
  const rows = steps.map((step) => timelineRows(step))
  expect(rows.map((each) => each.length)).toEqual([0, 1, 1, 1, 1])
  expect(rows.flat().map(({ number, outcome, next }) => [number, outcome, next])).toEqual([
    ['1', 'failed', 'failover 2'],
    ['2', 'failed', 'failover 3'],
    ['3', 'committed', 'deliver'],
    ['3', 'succeeded', 'finish'],
  ])
  expect(rows[1]?.[0]).toMatchObject({
    elapsed: '10 ms',
    target: 'openai/key-1/gpt-4o',
    cameBack: '429',
    class: 'quota-exhausted',
    scope: 'credential',
  })
  expect(rows[1]?.[0]?.cooldown).toMatch(/^30 min \(\d\d:\d\d:\d\d\)$/)
  expect(rows[2]?.[0]).toMatchObject({ class: 'network-error', scope: 'provider', cooldown: 'none' })
})

it('a request that nobody was asked for has one row that says why', () => {
  const step = begin(policy, emptySnapshot, { id: 'r1', model: 'slow' }, 0)
  expect(timelineRows(step)).toMatchObject([{ target: '', outcome: 'failed', next: 'fail: unknown-name' }])
})

it('a request that waits before anybody is asked has one row that says so', () => {
  const alone = definePolicy({ providers: { groq: { models: ['llama'] } } })
  const reply: Reply = { type: 'response', status: 429, headers: { 'retry-after': '5' }, body: '' }
  const first = begin(alone, emptySnapshot, { id: 'r1', model: 'llama' }, 0)
  const { snapshot } = advance(alone, first.snapshot, first.execution, { type: 'failed', number: 1, reply }, 10)
  const rows = timelineRows(begin(alone, snapshot, { id: 'r2', model: 'llama' }, 10))
  expect(rows).toMatchObject([{ outcome: 'waiting', next: expect.stringMatching(/^wait until 5/) as string }])
})

it('the end of a request in vain says why', () => {
  const reply: Reply = { type: 'response', status: 400, headers: {}, body: '{"error":{"message":"bad"}}' }
  const [row] = timelineRows(stepsOf({ type: 'failed', number: 1, reply }).at(-1) as Step)
  expect(row).toMatchObject({ cameBack: '400', class: 'invalid-request', scope: 'request', next: 'fail: refused' })
})

it('shares count answers, and a target out of use says until when', () => {
  const steps = stepsOf({ type: 'failed', number: 1, reply: quota }, { type: 'succeeded', number: 2 })
  const tally = counted(
    new Map(),
    steps.flatMap(({ events }) => events),
  )
  const snapshot = steps.at(-1)?.snapshot ?? emptySnapshot
  const rows = shareRows(tally, explain(policy, snapshot, { id: 'r2', model: 'fast' }, 1_010))
  const [, first, second] = rows.map((row) => row.map(({ text }) => text))
  expect(first?.slice(0, 4)).toEqual(['openai/key-1/gpt-4o', '1', '0', '0 %'])
  expect(first?.slice(4).join()).toMatch(/^30 min .*quota-exhausted, credential:openai\/key-1$/)
  expect(second).toEqual(['openai/key-2/gpt-4o', '1', '1', '100 %'])
})

it('columns are as wide as their widest cell, colour takes no room, and nothing trails', () => {
  const paint = (text: string): string => coloured('red', text)
  expect(
    tableLines([
      [{ text: 'a' }, { text: 'n', align: 'right' }],
      [{ text: 'long' }, { text: '10', align: 'right' }],
    ]),
  ).toEqual(['a      n', 'long  10'])
  expect(rowLine([{ text: 'a', paint }, { text: 'b' }, { text: '' }], [3, 3, 3])).toBe('\u001b[31ma\u001b[39m    b')
})

it('colour: NO_COLOR before FORCE_COLOR before the terminal', () => {
  expect(paintFor({}, true)).toBe(coloured)
  expect(paintFor({}, false)).toBe(plain)
  expect(paintFor({ TERM: 'dumb' }, true)).toBe(plain)
  expect(paintFor({ FORCE_COLOR: '1' }, false)).toBe(coloured)
  expect(paintFor({ FORCE_COLOR: '0' }, true)).toBe(plain)
  expect(paintFor({ FORCE_COLOR: '1', NO_COLOR: '1' }, true)).toBe(plain)
  expect(paintFor({ NO_COLOR: '' }, true)).toBe(coloured)
})

it('lengths are said as people say them', () => {
  expect([6, 1_400, 10_000, 432_000, 1_800_000, 86_400_000].map(lengthOf)).toEqual([
    '6 ms',
    '1.4 s',
    '10 s',
    '7.2 min',
    '30 min',
    '24 h',
  ])
})

it('arguments: a file wants a model, and a model wants a file', () => {
  expect(readArguments([])).toEqual({ type: 'loopback' })
  expect(readArguments(['-h'])).toEqual({ type: 'help' })
  expect(readArguments(['--file', 'a.json', '--model', 'm', '--prompt', 'p'])).toEqual({
    type: 'file',
    file: 'a.json',
    model: 'm',
    prompt: 'p',
  })
  expect(readArguments(['--model', 'm'])).toMatchObject({ type: 'wrong' })
  expect(readArguments(['--file', 'a.json'])).toMatchObject({ type: 'wrong' })
  expect(readArguments(['--file'])).toMatchObject({ type: 'wrong' })
})
