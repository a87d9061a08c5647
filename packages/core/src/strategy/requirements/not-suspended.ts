import type { Requirement } from '../requirement.js'

/** A suspended scope is out of use until an event brings it back. */
export const notSuspended: Requirement = ({ suspension }) =>
  suspension === undefined ? undefined : { type: 'suspended', ...suspension }
