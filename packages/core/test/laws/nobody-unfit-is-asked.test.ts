import { definePolicy, emptySnapshot, explain, type PolicyInput, type RouteRequest, type Target } from '@router/core'
import { adversaries, adversaryOf, playExecution } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.js'

const dialects = ['openai', 'anthropic', 'gemini'] as const
const operations = ['chat', 'embeddings', 'count', 'transcribe']
const capabilities = ['vision', 'tools']

const models = fc.record(
  {
    operations: fc.subarray(operations, { minLength: 1 }),
    capabilities: fc.subarray(capabilities),
    contextTokens: fc.constantFrom(1_000, 8_000),
  },
  { requiredKeys: [] },
)

/** Each model at a provider of its own; one alias has them all. */
const inputs: fc.Arbitrary<PolicyInput> = fc
  .array(fc.record({ dialect: fc.constantFrom(...dialects), model: models }), { minLength: 1, maxLength: 5 })
  .map((list) => ({
    providers: Object.fromEntries(
      list.map(({ dialect, model }, index) => [`p${index}`, { dialect, models: { m: model } }]),
    ),
    aliases: { any: { targets: list.map((_, index) => `p${index}/m`) } },
  }))

const requests: fc.Arbitrary<RouteRequest> = fc.record(
  {
    id: fc.constant('r1'),
    model: fc.constant('any'),
    operation: fc.constantFrom(...operations),
    dialect: fc.constantFrom(...dialects),
    translatesTo: fc.subarray([...dialects]),
    needs: fc.subarray(capabilities),
    tokens: fc.constantFrom(10, 1_000, 1_001, 9_000),
  },
  { requiredKeys: ['id', 'model'] },
)

/** What a model does not say of itself, it has. */
function fits(
  { dialect, translatesTo = [], operation = 'chat', needs = [], tokens = 0 }: RouteRequest,
  target: Target,
): boolean {
  return (
    (dialect === undefined || [dialect, ...translatesTo].includes(target.dialect)) &&
    (target.operations ?? [operation]).includes(operation) &&
    needs.every((need) => (target.capabilities ?? needs).includes(need)) &&
    tokens <= (target.contextTokens ?? tokens)
  )
}

it('exactly those are candidates that speak the dialect, offer the operation, have what is needed and hold the prompt; no other is asked, whatever fails', () => {
  fc.assert(
    fc.property(inputs, requests, adversaries(), (input, request, answers) => {
      const policy = definePolicy(input)
      const fitting = [...policy.targets.values()].filter((target) => fits(request, target)).map(({ id }) => id)
      const [tier] = explain(policy, emptySnapshot, request, 0).tiers
      const eligible = tier?.candidates.filter((candidate) => candidate.eligible).map(({ target }) => target)
      expect(eligible).toEqual(fitting)
      for (const candidate of tier?.candidates ?? [])
        if (!candidate.eligible) expect(candidate.exclusion.type).toBe('unfit')
      for (const { step } of playExecution(policy, emptySnapshot, request, 0, adversaryOf(answers))) {
        if (step.command.type === 'attempt') expect(fitting).toContain(step.command.target.id)
        if (fitting.length === 0) expect(step.command).toMatchObject({ type: 'fail', error: { why: 'no-candidates' } })
      }
    }),
    runs,
  )
})
