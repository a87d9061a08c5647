import { hashOf, mixed } from './hash.js'

/** A number in (0, 1) that depends on names alone: the same in every process, and all the chance there is (rule 11). */
export function draw(...names: readonly string[]): number {
  return unit(hashOf(names.join('\u0000')))
}

/** The same for two names of which only the hashes are at hand. */
export function drawOf(first: number, second: number): number {
  return unit(mixed(mixed(first ^ second) + second))
}

const unit = (hash: number): number => (hash + 0.5) / 2 ** 32
