import { wrong } from '../../lib/check.js'
import { type Issue, keyPath } from '../../lib/issue.js'
import { foldName } from '../resolve.js'

/** An alias and the aliases it names. */
export interface References {
  readonly name: string
  readonly referred: readonly { readonly name: string }[]
}

/** Aliases that lead back to themselves through `fallback` or `largerContext` (rule 8); however long the way, the stack is not. */
export function cycles(aliases: readonly References[]): readonly Issue[] {
  const byName = new Map(aliases.map((alias) => [foldName(alias.name), alias]))
  const done = new Set<string>()
  /** The way from where the search began to where it is. */
  const way = new Set<string>()
  const todo = [...byName.keys()].reverse()
  const issues: Issue[] = []
  for (let folded = todo.at(-1); folded !== undefined; folded = todo.at(-1)) {
    if (done.has(folded) || way.delete(folded)) {
      done.add(folded)
      todo.pop()
      continue
    }
    way.add(folded)
    for (const next of byName.get(folded)?.referred.map(({ name }) => foldName(name)) ?? []) {
      const found = byName.get(next)
      if (found === undefined) continue
      if (!way.has(next)) todo.push(next)
      else {
        const ring = [...way].slice([...way].indexOf(next))
        issues.push(...wrong(keyPath('aliases', found.name), `leads back to itself: ${[...ring, next].join(' → ')}`))
      }
    }
  }
  return issues
}
