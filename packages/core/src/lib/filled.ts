import type { Check } from './check.js'

/** A value that `check` finds nothing wrong with, and what its absent parts mean written into it. */
export function filled(check: Check, value: unknown): unknown {
  const { shape } = check
  if (shape === undefined) return value
  if (value === undefined) {
    const isOptional = shape.type === 'object' && shape.required.length === 0
    return shape.default ?? (isOptional ? filled(check, {}) : undefined)
  }
  switch (shape.type) {
    case 'list':
      return (value as readonly unknown[]).map((item) => filled(shape.of, item))
    case 'record':
      return Object.fromEntries(Object.entries(value as object).map(([key, item]) => [key, filled(shape.of, item)]))
    case 'object':
      return Object.fromEntries(
        Object.entries(shape.fields)
          .map(([key, field]) => [key, filled(field, (value as Readonly<Record<string, unknown>>)[key])])
          .filter(([, item]) => item !== undefined),
      )
    case 'either':
      return filled(
        (Array.isArray(value) ? shape.list : typeof value === 'string' ? shape.text : undefined) ?? shape.otherwise,
        value,
      )
    default:
      return value
  }
}
