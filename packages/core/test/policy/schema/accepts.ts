import type { JsonSchema } from './schema-of.js'

/** Does a schema accept a value? As much of JSON Schema as {@link schemaOf} writes, and not a keyword more. */
export function accepts(schema: JsonSchema, value: unknown): boolean {
  return Object.entries(schema).every(([keyword, says]) => {
    const holds = keywords[keyword]
    if (holds === undefined) throw new Error(`no schema here has the keyword ${keyword}`)
    return holds(says as never, value, schema)
  })
}

type Holds = (says: never, value: unknown, schema: JsonSchema) => boolean
type Fields = Readonly<Record<string, unknown>>
type Schemas = Readonly<Record<string, JsonSchema>>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const said: Holds = () => true
const whereText = (holds: (value: string) => boolean, value: unknown): boolean =>
  typeof value !== 'string' || holds(value)
const whereNumber = (holds: (value: number) => boolean, value: unknown): boolean =>
  typeof value !== 'number' || holds(value)
const whereFields = (holds: (value: Fields) => boolean, value: unknown): boolean => !isFields(value) || holds(value)
const whereList = (holds: (value: readonly unknown[]) => boolean, value: unknown): boolean =>
  !Array.isArray(value) || holds(value)

const types: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number',
  integer: Number.isInteger,
  array: Array.isArray,
  object: isFields,
}

const keywords: Readonly<Record<string, Holds>> = {
  description: said,
  default: said,
  $comment: said,
  type: (name: string, value) => types[name]?.(value) ?? false,
  enum: (words: readonly unknown[], value) => words.includes(value),
  pattern: (source: string, value) => whereText((text) => new RegExp(source).test(text), value),
  minimum: (min: number, value) => whereNumber((number) => number >= min, value),
  maximum: (max: number, value) => whereNumber((number) => number <= max, value),
  items: (item: JsonSchema, value) => whereList((list) => list.every((each) => accepts(item, each)), value),
  maxItems: (most: number, value) => whereList((list) => list.length <= most, value),
  properties: (of: Schemas, value) =>
    whereFields(
      (fields) => Object.entries(of).every(([key, each]) => !Object.hasOwn(fields, key) || accepts(each, fields[key])),
      value,
    ),
  required: (keys: readonly string[], value) =>
    whereFields((fields) => keys.every((key) => Object.hasOwn(fields, key)), value),
  propertyNames: (name: JsonSchema, value) =>
    whereFields((fields) => Object.keys(fields).every((key) => accepts(name, key)), value),
  maxProperties: (most: number, value) => whereFields((fields) => Object.keys(fields).length <= most, value),
  additionalProperties: (rest: JsonSchema | false, value, { properties = {} }) =>
    whereFields(
      (fields) =>
        Object.entries(fields)
          .filter(([key]) => !Object.hasOwn(properties as object, key))
          .every(([, each]) => rest !== false && accepts(rest, each)),
      value,
    ),
  anyOf: (schemas: readonly JsonSchema[], value) => schemas.some((each) => accepts(each, value)),
}
