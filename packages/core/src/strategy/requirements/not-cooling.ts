import { longer } from '../../snapshot/held.js'
import { refusedFor } from '../exclusion.js'
import type { Requirement } from '../requirement.js'

/**
 * Nothing is asked while any scope it runs through cools down; `until <= now` is eligible again (rule 17). Where another
 * scope is being tried at the same time, the longer of the two counts, and what is firm in either.
 */
export const notCooling: Requirement = ({ cooling, probing }) =>
  cooling === undefined ? undefined : refusedFor('cooling', probing === undefined ? cooling : longer(cooling, probing))
