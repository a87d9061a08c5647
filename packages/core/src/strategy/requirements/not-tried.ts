import type { Requirement } from '../requirement.js'

/** A target is tried once per execution; again only as a retry or after a wait (rule 23). */
export const notTried: Requirement = ({ target }, { tried }) =>
  // Mostly nobody has been tried, and looking a name up costs more than that question.
  tried.size > 0 && tried.has(target.id) ? { type: 'tried' } : undefined
