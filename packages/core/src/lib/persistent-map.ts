import { hashOf } from './hash.js'

/**
 * A map from strings that never changes: writing returns another map that shares all but one path with this one
 * (a hash array mapped trie). Equal references mean equal contents, so "has anything changed?" is one comparison.
 * Any string is a key, `__proto__` too. Hot readers hand in the key's {@link hashOf}.
 */
export interface PersistentMap<V> {
  readonly size: number
  readonly root: Node<V> | undefined
}

type Node<V> = Leaf<V> | Collision<V> | Branch<V>
type Leaf<V> = { readonly type: 'leaf'; readonly hash: number; readonly key: string; readonly value: V }
type Collision<V> = { readonly type: 'collision'; readonly hash: number; readonly leaves: readonly Leaf<V>[] }
type Branch<V> = { readonly type: 'branch'; readonly bits: number; readonly nodes: readonly Node<V>[] }

const empty: PersistentMap<never> = { size: 0, root: undefined }

/** The map that holds nothing; there is only one. */
export function emptyMap<V>(): PersistentMap<V> {
  return empty
}

/** The value under `key`, or undefined. */
export function valueAt<V>(map: PersistentMap<V>, key: string, hash: number = hashOf(key)): V | undefined {
  let node = map.root
  for (let shift = 0; node !== undefined; shift += 5) {
    if (node.type === 'leaf') return node.key === key ? node.value : undefined
    if (node.type === 'collision') return node.leaves.find((leaf) => leaf.key === key)?.value
    const bit = bitAt(hash, shift)
    if ((node.bits & bit) === 0) return undefined
    node = node.nodes[indexOf(node.bits, bit)]
  }
  return undefined
}

/** The map in which `key` holds `value`; the same map if it already did. */
export function withValue<V>(map: PersistentMap<V>, key: string, value: V): PersistentMap<V> {
  const leaf: Leaf<V> = { type: 'leaf', hash: hashOf(key), key, value }
  const before = valueAt(map, key, leaf.hash)
  if (before === value) return map
  const root = map.root === undefined ? leaf : put(map.root, leaf, 0)
  return { size: before === undefined ? map.size + 1 : map.size, root }
}

/** The map without `key`; the same map if it had none. */
export function withoutKey<V>(map: PersistentMap<V>, key: string): PersistentMap<V> {
  const hash = hashOf(key)
  if (map.root === undefined || valueAt(map, key, hash) === undefined) return map
  return map.size === 1 ? empty : { size: map.size - 1, root: take(map.root, key, hash, 0) }
}

/** Every key with its value, sorted by key, so that equal maps read alike. */
export function entriesOf<V>(map: PersistentMap<V>): readonly (readonly [string, V])[] {
  const entries: [string, V][] = []
  const visit = (node: Node<V>): void => {
    if (node.type === 'leaf') entries.push([node.key, node.value])
    else for (const inner of node.type === 'collision' ? node.leaves : node.nodes) visit(inner)
  }
  if (map.root !== undefined) visit(map.root)
  return entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
}

function put<V>(node: Node<V>, leaf: Leaf<V>, shift: number): Node<V> {
  if (node.type === 'branch') {
    const bit = bitAt(leaf.hash, shift)
    const index = indexOf(node.bits, bit)
    const inner = node.nodes[index]
    if ((node.bits & bit) === 0 || inner === undefined)
      return { type: 'branch', bits: node.bits | bit, nodes: node.nodes.toSpliced(index, 0, leaf) }
    return { type: 'branch', bits: node.bits, nodes: node.nodes.with(index, put(inner, leaf, shift + 5)) }
  }
  if (node.hash === leaf.hash) {
    const others = (node.type === 'leaf' ? [node] : node.leaves).filter((other) => other.key !== leaf.key)
    return others.length === 0 ? leaf : { type: 'collision', hash: leaf.hash, leaves: [...others, leaf] }
  }
  const branch: Branch<V> = { type: 'branch', bits: bitAt(node.hash, shift), nodes: [node] }
  return put(branch, leaf, shift)
}

function take<V>(node: Node<V>, key: string, hash: number, shift: number): Node<V> | undefined {
  if (node.type === 'leaf') return node.key === key ? undefined : node
  if (node.type === 'collision') {
    const leaves = node.leaves.filter((leaf) => leaf.key !== key)
    return leaves.length === 1 ? leaves[0] : { ...node, leaves }
  }
  const bit = bitAt(hash, shift)
  const index = indexOf(node.bits, bit)
  const inner = node.nodes[index]
  if ((node.bits & bit) === 0 || inner === undefined) return node
  const rest = take(inner, key, hash, shift + 5)
  const nodes = rest === undefined ? node.nodes.toSpliced(index, 1) : node.nodes.with(index, rest)
  if (nodes.length === 0) return undefined
  // A lone leaf needs no branch around it, so a map is shaped by its contents and not by its history.
  const only = nodes[0]
  if (nodes.length === 1 && only !== undefined && only.type !== 'branch') return only
  return { type: 'branch', bits: rest === undefined ? node.bits & ~bit : node.bits, nodes }
}

const bitAt = (hash: number, shift: number): number => 1 << ((hash >>> shift) & 31)

/** How many of the branch's nodes stand before the one of `bit`. */
function indexOf(bits: number, bit: number): number {
  let rest = bits & (bit - 1)
  rest -= (rest >>> 1) & 0x55555555
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333)
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
