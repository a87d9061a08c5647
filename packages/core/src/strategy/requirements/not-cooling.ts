import { longer } from '../../snapshot/held.js'
import { refusedFor } from '../exclusion.js'
import type { Requirement } from '../requirement.js'

/**
 * Nothing is asked while any scope it runs through cools down; `until <= now` is eligible again (rule 17). Where another
 * scope is being tried at the same time, the longer of the two is the reason, firm if either is.
 */
export const notCooling: Requirement = ({ cooling, probing }) => {
  if (cooling === undefined || probing === undefined)
    return cooling === undefined ? undefined : refusedFor('cooling', cooling)
  const longest = longer(cooling, probing)
  return refusedFor(longest.key === probing.key && longest.until === probing.until ? 'probing' : 'cooling', longest)
}
