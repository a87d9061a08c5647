/** Makes an unhandled case of a union a compile error; a value that slipped past the types throws a TypeError. */
export function assertNever(value: never): never {
  throw new TypeError(`unhandled case: ${JSON.stringify(value)}`)
}
