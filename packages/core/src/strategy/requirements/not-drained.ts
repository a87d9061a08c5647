import type { Requirement } from '../requirement.js'

/** Weight 0 means never, unless the request pins the target itself. */
export const notDrained: Requirement = ({ weight, target }, { request }) =>
  weight === 0 && request.pin?.target !== target.id ? { type: 'drained' } : undefined
