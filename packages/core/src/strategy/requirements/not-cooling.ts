import type { Requirement } from '../requirement.js'

/** Nothing is asked while any scope it runs through cools down; `until <= now` is eligible again (rule 17). */
export const notCooling: Requirement = {
  name: 'not-cooling',
  refuse({ cooling }) {
    if (cooling === undefined) return undefined
    const { scope, key, until, firm, fact } = cooling
    const { class: kind, failedAt: since, level, hintedUntil } = fact
    return { type: 'cooling', scope, key, class: kind, since, until, level, firm, hintedUntil }
  },
}
