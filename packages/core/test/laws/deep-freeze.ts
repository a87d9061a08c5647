/** Freezes a value and everything it holds, so that whoever writes to it throws. Maps are emptied of their writers. */
export function deepFreeze<T>(value: T, seen: Set<object> = new Set()): T {
  if (typeof value !== 'object' || value === null || seen.has(value) || Object.isFrozen(value)) return value
  seen.add(value)
  if (value instanceof Map) {
    for (const inner of value.values()) deepFreeze(inner, seen)
    const refuse = () => {
      throw new TypeError('a frozen map was written to')
    }
    for (const writer of ['set', 'delete', 'clear']) Object.defineProperty(value, writer, { value: refuse })
  }
  for (const inner of Object.values(value)) deepFreeze(inner, seen)
  return Object.freeze(value)
}
