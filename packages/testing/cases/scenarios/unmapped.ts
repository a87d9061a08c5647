/** A case asks for something that has no place in the core: the row is skipped, and this is why. */
export class Unmapped extends Error {
  override readonly name = 'Unmapped'
}

/** Leaves the row out. */
export function unmapped(why: string): never {
  throw new Unmapped(why)
}

/** What is stated: neither absent, nor null, nor empty. */
const isStated = (value: unknown): boolean =>
  value !== undefined && value !== null && !(typeof value === 'object' && Object.keys(value).length === 0)

/** Leaves the row out where `object` states anything besides `fields`: what nobody reads cannot be played. */
export function onlyFields(object: object, fields: readonly string[], where: string): void {
  const foreign = Object.entries(object).find(([key, value]) => isStated(value) && !fields.includes(key))
  if (foreign !== undefined) unmapped(`field ${foreign[0]} of ${where}`)
}
