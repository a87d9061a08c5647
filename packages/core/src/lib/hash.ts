import { codeAt } from './code-at.js'

/** A 32-bit hash of a text: FNV-1a over its UTF-16 units, mixed. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5
  const end = text.length
  for (let index = 0; index < end; index++) hash = Math.imul(hash ^ codeAt(text, index), 0x01000193)
  return mixed(hash)
}

/** The number with all of its 32 bits depending on each of them; different numbers stay different. */
export function mixed(bits: number): number {
  let hash = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
