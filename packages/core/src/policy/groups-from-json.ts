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
 * out and listed. A member of two groups belongs to the first, and is listed, too.
 *
 * @example
 * ```ts
 * import { groupsFromJson } from '@router/core'
 * const { groups, issues } = groupsFromJson('[["gemini/pro", "openrouter/google/pro"], ["alone/x", "no-slash"]]')
 * console.log(groups.length, issues.map(({ path }) => path).join(' ')) // → 1 [1][1] [1]
 * ```
 */
export function groupsFromJson(text: string): ReadGroups {
  const issues: Issue[] = []
  const found = text.trim() === '' ? [] : parsed(text)
  if (!Array.isArray(found))
    return { groups: [], issues: [{ path: '(root)', message: 'must be a JSON list of lists' }] }

  const seen = new Set<string>()
  const groups = found.flatMap((group: unknown, index) => {
    const path = `[${index}]`
    if (!Array.isArray(group)) {
      issues.push({ path, message: 'must be a list' })
      return []
    }
    const members = group.flatMap((entry: unknown, at) => {
      const member = typeof entry === 'string' ? entry.trim() : ''
      if (/^[^/]+\/./.test(member)) return [member]
      issues.push({ path: `${path}[${at}]`, message: 'must be provider/model' })
      return []
    })
    if (members.length < 2) {
      issues.push({ path, message: 'needs two members' })
      return []
    }
    for (const member of new Set(members)) {
      if (seen.has(member)) issues.push({ path, message: `${member} belongs to an earlier group` })
      seen.add(member)
    }
    return [members]
  })
  return { groups, issues }
}
