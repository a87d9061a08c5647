/** One mistake in plain input: where it stands and what is wrong. Never contains a secret, because input holds none. */
export interface Issue {
  /** Such as `aliases.fast.targets[0].weight`. */
  readonly path: string
  readonly message: string
}

const plainKey = /^[A-Za-z_$][\w$-]*$/

/** The path of a key below `path`. */
export function keyPath(path: string, key: string): string {
  if (!plainKey.test(key)) return `${path}[${JSON.stringify(key)}]`
  return path === '' ? key : `${path}.${key}`
}
