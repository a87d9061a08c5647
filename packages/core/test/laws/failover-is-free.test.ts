import { advance, begin, definePolicy, emptySnapshot, type Reply, reduce, type Step } from '@router/core'
import { scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { patientInputs } from './patient-inputs.js'
import { plainRequests } from './plain-requests.js'
import { eligibleTiers } from './reference.js'
import { runs } from './runs.js'

it('an attempt at a target that is eligible costs no retry token, unless it is a retry', () => {
  const requests = fc.record({ plain: plainRequests, name: fc.nat(2) }).map(({ plain, name }) => ({ ...plain, name }))
  fc.assert(
    fc.property(scenes({ inputs: patientInputs(), requests }), ({ policy, played }) => {
      for (const { now, before, execution, request, step } of played.steps) {
        const started = step.events.at(-1)
        if (started?.type !== 'attempt-started' || step.execution.attempts.at(-1)?.retry) continue
        const known = step.events.slice(0, -1).reduce((learnt, event) => reduce(policy, learnt, event), before)
        // Whoever was tried before a wait may be asked after it.
        const tried = execution?.phase.type === 'waiting' ? request.tried : (execution?.tried ?? request.tried)
        const eligible = eligibleTiers(policy, known, request, now, step.execution.name, tried).flat()
        expect(started.spendsToken).toBe(!eligible.some(({ target }) => target.id === started.target))
      }
    }),
    runs,
  )
})

const response = (status: number): Reply => ({ type: 'response', status, headers: {}, body: '' })
const failures = fc.constantFrom<Reply[]>(
  response(429),
  response(500),
  response(503),
  { type: 'timeout', phase: 'first-byte' },
  { type: 'network', code: 'ECONNREFUSED' },
  { type: 'empty' },
)

it('however many requests lose their first targets at once, each goes on to one that serves, and nobody needs a token', () => {
  fc.assert(
    fc.property(fc.array(failures, { maxLength: 5 }), fc.integer({ min: 1, max: 8 }), (dead, requests) => {
      const replies = new Map(dead.map((reply, index) => [`dead-${index}`, reply]))
      const providers = [...replies.keys(), 'last']
      const policy = definePolicy({
        providers: Object.fromEntries(providers.map((id) => [id, {}])),
        aliases: { any: { targets: providers.map((id) => `${id}/m`), strategy: 'fill-first' } },
        retryTokens: { ratio: 0, burst: 0 },
      })
      let snapshot = emptySnapshot
      const keep = (step: Step): Step => {
        for (const event of step.events) if (event.type === 'attempt-started') expect(event.spendsToken).toBe(false)
        snapshot = step.snapshot
        return step
      }
      const answered = ({ command, execution }: Step): Step => {
        if (command.type !== 'attempt') throw new Error(`a request has come to ${command.type}`)
        const { number, target } = command
        const reply = replies.get(target.provider)
        const report =
          reply === undefined ? ({ type: 'succeeded', number } as const) : ({ type: 'failed', number, reply } as const)
        return keep(advance(policy, snapshot, execution, report, 1))
      }
      let open = Array.from({ length: requests }, (_, index) =>
        keep(begin(policy, snapshot, { id: `r${index}`, model: 'any' }, 0)),
      )
      while (open.length > 0) open = open.map(answered).filter(({ command }) => command.type !== 'finish')
    }),
    runs,
  )
})
