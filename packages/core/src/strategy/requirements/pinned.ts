import type { Requirement } from '../requirement.js'

/** A request that pins a target, credential or provider is served there or not at all (rule 7). */
export const pinned: Requirement = ({ target }, { request: { pin } }) => {
  if (pin === undefined) return undefined
  const meets =
    (pin.target === undefined || pin.target === target.id) &&
    (pin.provider === undefined || pin.provider === target.provider) &&
    (pin.credential === undefined || pin.credential === target.credential)
  return meets ? undefined : { type: 'pinned-elsewhere' }
}
