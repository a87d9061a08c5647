import { refusedFor } from '../exclusion.js'
import type { Requirement } from '../requirement.js'

/** Nothing is asked while any scope it runs through cools down; `until <= now` is eligible again (rule 17). */
export const notCooling: Requirement = ({ cooling }) =>
  cooling === undefined ? undefined : refusedFor('cooling', cooling)
