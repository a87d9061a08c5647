import type { Requirement } from '../requirement.js'

/** A target is tried once per execution; again only as a retry or after a wait (rule 23). */
export const notTried: Requirement = ({ target }, { tried }) => (tried.has(target.id) ? { type: 'tried' } : undefined)
