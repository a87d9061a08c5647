/** The values by the name that each has, in order of appearance. */
export function grouped<T>(values: readonly T[], nameOf: (value: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const value of values) groups.set(nameOf(value), [...(groups.get(nameOf(value)) ?? []), value])
  return groups
}

/** How often each name occurs. */
export function counted<T>(values: readonly T[], nameOf: (value: T) => string): Readonly<Record<string, number>> {
  return Object.fromEntries([...grouped(values, nameOf)].map(([name, own]) => [name, own.length]))
}
