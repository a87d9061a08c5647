import { definePolicy, emptySnapshot, healthOf, reduce, toJson } from '@router/core'
import { createRouter, FailedAttempt } from '@router/node-fetch'
import { plausibleReplies, recorder, replay, replayTranscript, scenes, transcriptOfLog } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { logOf } from './recorded.js'

const lives = scenes({ moves: ['begin', 'answer', 'late', 'operate'] })

it('a log replays byte for byte, and ends with the same knowledge', () => {
  fc.assert(
    fc.property(lives, (scene) => {
      const log = logOf(scene)
      const { differences, decisions, snapshot } = replay(log)
      expect(differences).toEqual([])
      expect(decisions).toBe(log.split('\n').filter((line) => /^\{"type":"(begin|advance)"/.test(line)).length)
      expect(toJson(healthOf(snapshot))).toEqual(toJson(healthOf(scene.snapshot)))
    }),
    { numRuns: 150 },
  )
})

it('so does the log of a router that does not say when: its steps know', () => {
  const steady = scenes({ replies: plausibleReplies(), moves: ['begin', 'answer'] })
  fc.assert(
    fc.property(steady, (scene) => {
      // Whoever gives up waiting leaves no trace of when that was.
      const { steps } = scene.played
      fc.pre(steps.every(({ execution, now }) => execution?.command.type !== 'wait' || execution.command.until === now))
      expect(replay(logOf(scene, false)).differences).toEqual([])
    }),
    { numRuns: 150 },
  )
})

it('what core decides otherwise is told with the line that says it', () => {
  const policy = { providers: { a: {}, b: {} }, aliases: { fast: { targets: ['a/m', 'b/m'] } } }
  const scene = fc.sample(scenes({ inputs: fc.constant(policy), moves: ['begin'] }), { numRuns: 50, seed: 1 })
  const log = scene.map((each) => logOf(each)).find((text) => text.includes('"target":"a/default/m"'))
  const { differences } = replay(log?.replaceAll('"target":"a/default/m"', '"target":"b/default/m"') ?? '')
  expect(differences[0]?.recorded).toContain('"target":"b/default/m"')
  expect(differences[0]?.replayed).toContain('"target":"a/default/m"')
  expect(log?.split('\n')[(differences[0]?.line ?? 0) - 1]).toBe(differences[0]?.replayed)
})

it('a log becomes a transcript that plays again', () => {
  fc.assert(
    fc.property(scenes({ replies: plausibleReplies(), moves: ['begin', 'answer', 'operate'] }), (scene) => {
      const transcript = transcriptOfLog(logOf(scene))
      expect(replayTranscript(transcript)).toBe(transcript)
    }),
    { numRuns: 100 },
  )
})

const input = {
  providers: { a: {}, b: {} },
  aliases: { fast: { targets: ['a/m', 'b/m'], strategy: 'fill-first' } },
} as const
const upstreams = Object.fromEntries(
  ['a', 'b'].map((name) => [name, { baseUrl: 'http://127.0.0.1:1/v1', credentials: { default: 'secret' } }]),
)

it('a router is recorded at work: with failures, at the same time, and after a change of its policy', async () => {
  const router = createRouter({ policy: definePolicy(input), upstreams })
  const log = recorder(router, { policy: input })
  const refused = { type: 'response', status: 429, headers: { 'retry-after': '7' }, body: '' } as const
  const ask = () =>
    router.execute({ model: 'fast' }, async ({ target }) => {
      await Promise.resolve()
      if (target.provider === 'a') throw new FailedAttempt(refused)
      return target.id
    })
  expect(await Promise.all([ask(), ask(), ask()])).toEqual(['b/default/m', 'b/default/m', 'b/default/m'])
  const changed = { ...input, aliases: { fast: { targets: ['b/m'] } } }
  log.change(changed, Date.now())
  await router.update(definePolicy(changed))
  await ask()

  const text = log.text()
  expect(text).not.toContain('"secret"')
  expect(replay(text)).toMatchObject({ differences: [], decisions: 11 })
  expect(transcriptOfLog(text)).toMatch(
    /reply #\S+ 429 retry-after=7\n {2}#\S+ · attempt-failed a\/default\/m rate-limited/,
  )
})

it('what was known before, and news from elsewhere, are part of the log', () => {
  const policy = definePolicy(input)
  const key = [...policy.targets.values()][0]?.scopes.provider ?? ('' as never)
  const health = healthOf(reduce(policy, emptySnapshot, { type: 'scope-suspended', at: 0, key }))
  const known = recorder({ on: () => undefined }, { policy: input, health: toJson(health) })
  expect(toJson(healthOf(replay(known.text()).snapshot))).toEqual(toJson(health))
  const heard = recorder({ on: () => undefined }, { policy: input })
  heard.learn({ type: 'health-heard', health }, 5)
  expect(toJson(healthOf(replay(heard.text()).snapshot))).toEqual(toJson(health))
})

it('what is no log is told with its line', () => {
  expect(() => replay('{"type":"policy","at":0,"policy":{"providers":{"a":{}}}}\nwhat')).toThrow(
    /line 2 of the log is no JSON/,
  )
  expect(() => replay('\n{"type":"what"}')).toThrow(/line 2 of the log is none: its type is "what"/)
  expect(() => replay('{"type":"begin","at":0,"request":{"id":"r1","model":"m"}}')).toThrow(
    /line 1 of the log comes before its policy/,
  )
  expect(() => transcriptOfLog('')).toThrow('a log begins with its policy')
})

it('lines go where they are written to', () => {
  const lines: string[] = []
  const log = recorder({ on: () => undefined }, { policy: input, write: (line) => lines.push(line) })
  expect(lines.length).toBe(1)
  expect(log.text()).toBe('')
})
