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
export function valueAt<V>(map: PersistentMap<V>, key: string, hash?: number): V | undefined {
  return map.root === undefined ? undefined : valueBelow(map.root, key, hash ?? hashOf(key), 0)
}

function valueBelow<V>(top: Node<V> | undefined, key: string, hash: number, level: number): V | undefined {
  let node = top
  for (let shift = level; node !== undefined; shift += 5) {
    if (node.type === 'leaf') return node.key === key ? node.value : undefined
    if (node.type === 'collision') return node.leaves.find((leaf) => leaf.key === key)?.value
    node = nodeAt(node, bitAt(hash, shift))
  }
  return undefined
}

/** The map in which `key` holds `value`; the same map if it already did. */
export function withValue<V>(
  map: PersistentMap<V>,
  key: string,
  value: V,
  hash: number = hashOf(key),
): PersistentMap<V> {
  const before = valueAt(map, key, hash)
  if (before === value) return map
  const leaf: Leaf<V> = { type: 'leaf', hash, key, value }
  const root = map.root === undefined ? leaf : put(map.root, leaf, 0)
  return { size: before === undefined ? map.size + 1 : map.size, root }
}

/** The map without `key`; the same map if it had none. */
export function withoutKey<V>(map: PersistentMap<V>, key: string, hash: number = hashOf(key)): PersistentMap<V> {
  if (map.root === undefined || valueAt(map, key, hash) === undefined) return map
  return map.size === 1 ? empty : { size: map.size - 1, root: take(map.root, key, hash, 0) }
}

/** Every key with its value, sorted by key, so that equal maps read alike. */
export function entriesOf<V>(map: PersistentMap<V>): readonly (readonly [string, V])[] {
  const entries: [string, V][] = []
  eachLeaf(map.root, ({ key, value }) => entries.push([key, value]))
  return entries.sort(([a], [b]) => (a < b ? -1 : 1))
}

/** The map of those entries alone that are to be kept; the same map if all are. */
export function keeping<V>(map: PersistentMap<V>, isKept: (key: string, value: V) => boolean): PersistentMap<V> {
  let kept = map
  eachLeaf(map.root, ({ key, value }) => {
    if (!isKept(key, value)) kept = withoutKey(kept, key)
  })
  return kept
}

/** Hears of every key that holds not the same in both maps. What they share is not looked at, so it costs what has changed. */
export function eachDifference<V>(
  before: PersistentMap<V>,
  after: PersistentMap<V>,
  hear: (key: string, before: V | undefined, after: V | undefined) => void,
): void {
  differ(before.root, after.root, 0, hear)
}

function differ<V>(
  a: Node<V> | undefined,
  b: Node<V> | undefined,
  shift: number,
  hear: (key: string, a: V | undefined, b: V | undefined) => void,
): void {
  if (a === b) return
  if (a?.type === 'leaf' && b?.type === 'leaf' && a.key === b.key) {
    if (a.value !== b.value) hear(a.key, a.value, b.value)
    return
  }
  if (a?.type === 'branch' && b?.type === 'branch') {
    // Mostly one leaf differs, far below: then the nodes beside the way to it are compared as fast as may be.
    if (a.bits === b.bits)
      for (let index = 0; index < a.nodes.length; index++) {
        if (a.nodes[index] !== b.nodes[index]) differ(a.nodes[index], b.nodes[index], shift + 5, hear)
      }
    else
      for (let bits = a.bits | b.bits; bits !== 0; bits &= bits - 1) {
        const bit = bits & -bits
        differ(nodeAt(a, bit), nodeAt(b, bit), shift + 5, hear)
      }
    return
  }
  eachLeaf(a, ({ key, hash, value }) => {
    const other = valueBelow(b, key, hash, shift)
    if (other !== value) hear(key, value, other)
  })
  eachLeaf(b, ({ key, hash, value }) => {
    if (valueBelow(a, key, hash, shift) === undefined) hear(key, undefined, value)
  })
}

function eachLeaf<V>(node: Node<V> | undefined, hear: (leaf: Leaf<V>) => void): void {
  if (node?.type === 'leaf') hear(node)
  else if (node !== undefined)
    for (const inner of node.type === 'collision' ? node.leaves : node.nodes) eachLeaf(inner, hear)
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
    if (others.length === 0) return leaf
    return { type: 'collision', hash: leaf.hash, leaves: [...others, leaf].sort((a, b) => (a.key < b.key ? -1 : 1)) }
  }
  const branch: Branch<V> = { type: 'branch', bits: bitAt(node.hash, shift), nodes: [node] }
  return put(branch, leaf, shift)
}

/** The node without `key`, which is below it. */
function take<V>(node: Node<V>, key: string, hash: number, shift: number): Node<V> | undefined {
  if (node.type === 'leaf') return undefined
  if (node.type === 'collision') {
    const leaves = node.leaves.filter((leaf) => leaf.key !== key)
    return leaves.length === 1 ? leaves[0] : { ...node, leaves }
  }
  const bit = bitAt(hash, shift)
  const index = indexOf(node.bits, bit)
  const inner = node.nodes[index]
  const rest = inner && take(inner, key, hash, shift + 5)
  const nodes = rest === undefined ? node.nodes.toSpliced(index, 1) : node.nodes.with(index, rest)
  // A lone leaf needs no branch around it, so a map is shaped by its contents and not by its history.
  const only = nodes[0]
  if (nodes.length === 1 && only !== undefined && only.type !== 'branch') return only
  return { type: 'branch', bits: rest === undefined ? node.bits & ~bit : node.bits, nodes }
}

/** The branch's node for `bit`, if it has one. */
const nodeAt = <V>({ bits, nodes }: Branch<V>, bit: number): Node<V> | undefined =>
  (bits & bit) === 0 ? undefined : nodes[indexOf(bits, bit)]

const bitAt = (hash: number, shift: number): number => 1 << ((hash >>> shift) & 31)

/** How many of the branch's nodes stand before the one of `bit`. */
function indexOf(bits: number, bit: number): number {
  let rest = bits & (bit - 1)
  rest -= (rest >>> 1) & 0x55555555
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333)
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
