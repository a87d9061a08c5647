import { type Check, deepest, mostEntries } from '../../../src/lib/check.js'
import { strategies } from '../../../src/strategy/strategies.js'
import type { Documented } from './documented.js'

/** JSON Schema, as far as it is needed here. */
export type JsonSchema = { readonly [keyword: string]: unknown }

/** What a check looks for, as JSON Schema: the same description, with what the types say in words. */
export function schemaOf(check: Check, type?: Documented): JsonSchema {
  const { shape } = check
  if (shape === undefined) throw new Error('a check without a shape cannot be described')
  const said = {
    ...(type === undefined || type.says === '' ? {} : { description: type.says }),
    ...(shape.default === undefined ? {} : { default: shape.default }),
  }
  switch (shape.type) {
    case 'flag':
      return { ...said, type: 'boolean' }
    case 'json':
      return { ...said, $comment: `at most ${deepest} deep` }
    case 'text':
      return { ...said, type: 'string', ...(shape.pattern.source === '^' ? {} : { pattern: shape.pattern.source }) }
    case 'number':
      return {
        ...said,
        type: shape.whole ? 'integer' : 'number',
        minimum: shape.min,
        maximum: shape.max,
      }
    case 'one-of':
      return { ...said, enum: shape.words }
    case 'list':
      return { ...said, type: 'array', items: schemaOf(shape.of, type?.entry()), maxItems: mostEntries }
    case 'record':
      return {
        ...said,
        type: 'object',
        propertyNames: schemaOf(shape.key),
        additionalProperties: schemaOf(shape.of, type?.entry()),
        maxProperties: mostEntries,
      }
    case 'object':
      return {
        ...said,
        type: 'object',
        properties: Object.fromEntries(
          Object.entries(shape.fields).map(([key, field]) => [key, schemaOf(field, type?.key(key))]),
        ),
        ...(shape.required.length === 0 ? {} : { required: shape.required }),
        additionalProperties: false,
      }
    case 'either':
      return {
        ...said,
        anyOf: [
          ...(shape.list === undefined ? [] : [schemaOf(shape.list, type?.list())]),
          ...(shape.text === undefined ? [] : [schemaOf(shape.text)]),
          schemaOf(shape.otherwise, type?.other()),
        ],
      }
  }
}

/** One step of a strategy: the built-in names with their parameters, and any other name, which a program may hand in. */
export function strategyStepSchema(): JsonSchema {
  const named = [...strategies].map(([name, strategy]) => ({ name, parameter: parameterOf(strategy) }))
  const plain = named.filter(({ parameter }) => parameter === undefined)
  return {
    anyOf: [
      { enum: plain.map(({ name }) => name) },
      ...named.flatMap(({ name, parameter }) =>
        parameter === undefined
          ? []
          : [
              {
                type: 'object',
                properties: { [name]: schemaOf(parameter) },
                required: [name],
                additionalProperties: false,
              },
            ],
      ),
      { type: 'string', description: 'The name of a strategy that the program hands to `definePolicy`.' },
      {
        type: 'object',
        description: 'The same with a parameter.',
        not: { anyOf: named.map(({ name }) => ({ required: [name] })) },
        minProperties: 1,
        maxProperties: 1,
      },
    ],
  }
}

const parameterOf = (strategy: unknown): Check | undefined =>
  typeof strategy === 'function' ? (strategy as { readonly parameter?: Check }).parameter : undefined
