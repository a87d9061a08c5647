import { wrong } from '../lib/check.js'
import type { Issue } from '../lib/issue.js'
import { parsed } from '../lib/parsed.js'

/** The groups that could be read, and what was left out and why. */
export interface ReadGroups {
  readonly groups: readonly (readonly string[])[]
  readonly issues: readonly Issue[]
}

/**
 * Reads equivalence groups from the JSON text of an environment variable such as `MODEL_FALLBACK_GROUPS` (rule 6).
 * Lenient, because there is nobody to reject it to: what is no `provider/model` and groups of fewer than two are left
 * out and listed, where a member that is said twice counts twice. A member of two groups belongs to the first, and is listed,
 * too. No text is no groups.
 *
 * @example
 * ```ts
 * import { groupsFromJson } from '@router/core'
 * const { groups, issues } = groupsFromJson('[["gemini/pro", "openrouter/google/pro"], ["alone/x", "no-slash"]]')
 * console.log(groups.length, issues.map(({ path }) => path).join(' ')) // → 1 [1][1] [1]
 * ```
 */
export function groupsFromJson(text = ''): ReadGroups {
  const found = text.trim() === '' ? [] : parsed(text)
  if (!Array.isArray(found)) return { groups: [], issues: wrong('', 'must be a JSON list of lists') }

  const issues: Issue[] = []
  const leftOut = (path: string, message: string): [] => {
    issues.push({ path, message })
    return []
  }
  const seen = new Set<string>()
  const groups = found.flatMap((group: unknown, index) => {
    const path = `[${index}]`
    if (!Array.isArray(group)) return leftOut(path, 'must be a list')
    const members = group.flatMap((entry: unknown, at) => {
      const member = typeof entry === 'string' ? entry.trim() : ''
      return /^[^/]+\/./.test(member) ? [member] : leftOut(`${path}[${at}]`, 'must be provider/model')
    })
    if (members.length < 2) return leftOut(path, 'needs two members')
    for (const member of new Set(members)) {
      if (seen.has(member)) leftOut(path, `${member} belongs to an earlier group`)
      seen.add(member)
    }
    return [members]
  })
  return { groups, issues }
}
