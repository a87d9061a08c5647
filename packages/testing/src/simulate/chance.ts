/** A number in (0, 1) that depends on whole numbers alone: all the chance of a simulation. Common to every policy that is compared. */
export function chance(seed: number, ...names: readonly number[]): number {
  let hash = 0x9e3779b9 ^ seed
  for (const name of names) hash = scrambled(hash ^ Math.imul(name, 0x85ebca6b))
  return (scrambled(hash) + 0.5) / 2 ** 32
}

function scrambled(number: number): number {
  let hash = number
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** A whole number for a name, the same everywhere. */
export function numberOf(name: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < name.length; index++) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193)
  return scrambled(hash)
}
