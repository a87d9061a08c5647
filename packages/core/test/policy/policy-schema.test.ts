import { readFileSync, writeFileSync } from 'node:fs'
import { definePolicy, type PolicyInput } from '@router/core'
import { policyInputs } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { policyShape } from '../../src/policy/check/policy-shape.js'
import { runs } from '../laws/runs.js'
import { accepts } from './schema/accepts.js'
import { operatorsFileSchema } from './schema/operators-file-schema.js'
import { type JsonSchema, schemaOf } from './schema/schema-of.js'

const file = new URL('../../../../docs/policy.schema.json', import.meta.url)
const text = `${JSON.stringify(operatorsFileSchema(), undefined, 2)}\n`

it('docs/policy.schema.json is what the checks say; UPDATE=1 writes it', () => {
  if (process.env['UPDATE'] === '1') writeFileSync(file, text)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(text))
})

it('every key of a policy is described', () => {
  const missing: string[] = []
  const visit = (schema: JsonSchema, path: string): void => {
    for (const [key, field] of Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>)) {
      // What follows from a class is said where classes are.
      if (field['description'] === undefined && !path.endsWith('.effects')) missing.push(`${path}.${key}`)
      visit(field, `${path}.${key}`)
    }
    for (const inner of [schema['items'], schema['additionalProperties'], ...((schema['anyOf'] ?? []) as unknown[])])
      if (typeof inner === 'object' && inner !== null) visit(inner as JsonSchema, `${path}[]`)
  }
  visit(operatorsFileSchema(), '')
  expect(missing).toEqual([])
})

it('every default that the schema states is the one that holds', () => {
  const schema = schemaOf(policyShape)
  const defaultsIn = (of: JsonSchema): unknown =>
    of['default'] ??
    (of['properties'] === undefined
      ? undefined
      : Object.fromEntries(
          Object.entries(of['properties'] as Record<string, JsonSchema>)
            .map(([key, field]) => [key, defaultsIn(field)])
            .filter(([, value]) => value !== undefined),
        ))
  const { aliases, groups, rules, providers: _, ...settings } = defaultsIn(schema) as Record<string, unknown>
  expect([aliases, groups, rules]).toEqual([{}, [], []])
  expect(definePolicy({ providers: {} })).toMatchObject(settings)
  expect(Object.keys(settings).length).toBeGreaterThan(8)
})

/** A policy input in which one value, somewhere, is another. */
const almost: fc.Arbitrary<unknown> = fc
  .tuple(
    policyInputs(),
    fc.nat(),
    fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constantFrom(-1, 0.5, 1e9, '', 'a/b', 'x'.repeat(257))),
  )
  .map(([input, at, value]) => {
    const places: [Record<string, unknown>, string][] = []
    const copy = JSON.parse(JSON.stringify(input), function (this: Record<string, unknown>, key, inner: unknown) {
      places.push([this, key])
      return inner
    }) as PolicyInput
    const [holder, key] = places[at % places.length] ?? []
    if (holder !== undefined && key !== undefined && key !== '') holder[key] = value
    return copy
  })

it('the schema accepts exactly what has the right shape', () => {
  const schema = schemaOf(policyShape)
  const seen = { right: 0, wrong: 0 }
  fc.assert(
    fc.property(fc.oneof(policyInputs(), almost, fc.jsonValue()), (input) => {
      // What only holds of two keys together stands in no schema.
      const issues = policyShape(input, '').filter(
        ({ message }) => !/^(needs a status|must not be empty)/.test(message),
      )
      seen[issues.length === 0 ? 'right' : 'wrong']++
      expect(accepts(schema, JSON.parse(JSON.stringify(input)))).toBe(issues.length === 0)
    }),
    runs,
  )
  expect(Math.min(seen.right, seen.wrong)).toBeGreaterThan(runs.numRuns / 20)
})
