import { definePolicy, emptySnapshot, explain, explanationText, reduce, select } from '@router/core'
import { policyInputs, routerEvents, scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.js'

it('select and explain answer any question about any snapshot, at any time, and so does the text of an explanation', () => {
  fc.assert(
    fc.property(scenes(), fc.maxSafeInteger(), ({ policy, snapshot, request }, now) => {
      expect(['use', 'wait', 'none']).toContain(select(policy, snapshot, request, now).type)
      expect(explanationText(explain(policy, snapshot, request, now))).toContain('\n= ')
    }),
    runs,
  )
})

it('reduce learns any event, in any order, also of targets and scopes that another policy named', () => {
  const foreign = policyInputs().chain((input) => fc.array(routerEvents(definePolicy(input)), { maxLength: 8 }))
  fc.assert(
    fc.property(policyInputs(), foreign, (input, events) => {
      const policy = definePolicy(input)
      const snapshot = events.reduce((known, event) => reduce(policy, known, event), emptySnapshot)
      expect(select(policy, snapshot, { id: 'r', model: 'fast' }, 10)).toBeDefined()
    }),
    runs,
  )
})
