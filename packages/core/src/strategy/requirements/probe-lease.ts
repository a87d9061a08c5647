import { refusedFor } from '../exclusion.js'
import type { Requirement } from '../requirement.js'

/** After a long cooldown one attempt at a time tries a scope, until it has proved itself or the trial's lease ends (rule 20). */
export const probeLease: Requirement = ({ probing }) =>
  probing === undefined ? undefined : refusedFor('probing', probing)
