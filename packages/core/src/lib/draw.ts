import { hashOf } from './hash.js'

/** A number in (0, 1) that depends on names alone: the same in every process, and all the chance there is (rule 11). */
export function draw(...names: readonly string[]): number {
  return (hashOf(names.join('\u0000')) + 0.5) / 2 ** 32
}
