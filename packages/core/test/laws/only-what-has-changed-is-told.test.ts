import { changedHealth, emptySnapshot, healthOf, merge, toJson } from '@router/core'
import { scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { eachDifference, emptyMap, type PersistentMap, withoutKey, withValue } from '../../src/lib/persistent-map.js'
import { runs } from './runs.js'

it('what has changed since any earlier moment is what merges that moment into now, and says nothing of other scopes', () => {
  fc.assert(
    fc.property(scenes(), fc.nat(), ({ played, snapshot }, at) => {
      const moments = [emptySnapshot, ...played.steps.map(({ step }) => step.snapshot), snapshot]
      const [before, after] = [healthOf(moments[at % moments.length] ?? snapshot), healthOf(snapshot)]
      const changed = changedHealth(before, after)
      expect(merge(before, changed)).toEqual(merge(before, after))
      const known = new Map(toJson(before).entries.map(([key, said]) => [key, JSON.stringify(said)]))
      const now = new Map(toJson(after).entries.map(([key, said]) => [key, JSON.stringify(said)]))
      for (const [key] of toJson(changed).entries) expect(now.get(key)).not.toBe(known.get(key))
      expect(changedHealth(after, after)).toBe(healthOf(emptySnapshot))
    }),
    runs,
  )
})

const keys = fc.oneof(fc.string({ maxLength: 2 }), fc.nat(3_000).map(String))
const writes = fc.array(fc.tuple(keys, fc.option(fc.nat(3), { nil: undefined })), { maxLength: 40, size: 'max' })
const written = (list: readonly (readonly [string, number | undefined])[], from: PersistentMap<number>) =>
  list.reduce((map, [key, value]) => (value === undefined ? withoutKey(map, key) : withValue(map, key, value)), from)

it('two maps differ in exactly the keys that a comparison of all of them finds', () => {
  fc.assert(
    fc.property(writes, writes, writes, (shared, one, other) => {
      const base = written(shared, emptyMap())
      const [before, after] = [written(one, base), written(other, base)]
      const found = new Map<string, readonly unknown[]>()
      eachDifference(before, after, (key, ...values) => {
        expect(found.has(key)).toBe(false)
        found.set(key, values)
      })
      const all = [...shared, ...one, ...other].map(([key]) => key)
      const model = (list: typeof shared) => new Map([...shared, ...list])
      for (const key of all) {
        const values = [model(one).get(key), model(other).get(key)]
        expect(found.get(key)).toEqual(values[0] === values[1] ? undefined : values)
      }
      expect([...found.keys()].every((key) => all.includes(key))).toBe(true)
    }),
    runs,
  )
})

it('what two maps share is never looked at, however large it is', () => {
  const large = written(
    Array.from({ length: 500 }, (_, index) => [`k${index}`, index] as const),
    emptyMap(),
  )
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.nat(600).map((n) => `k${n}`),
          fc.integer({ min: -9, max: -1 }),
        ),
        { minLength: 1, maxLength: 5 },
      ),
      (list) => {
        const after = written(list, large)
        const [guardedBefore, guardedAfter] = guarded(large, after)
        const found: string[] = []
        eachDifference(guardedBefore, guardedAfter, (key) => found.push(key))
        expect(found.toSorted()).toEqual([...new Set(list.map(([key]) => key))].toSorted())
      },
    ),
    runs,
  )
})

/** The same two maps, in which whatever both share throws once somebody looks inside. */
function guarded(
  a: PersistentMap<number>,
  b: PersistentMap<number>,
): readonly [PersistentMap<number>, PersistentMap<number>] {
  type Node = NonNullable<PersistentMap<number>['root']>
  const untouchable = new Map<Node, Node>()
  const guard = (node: Node): Node => {
    const trap =
      untouchable.get(node) ??
      new Proxy(node, {
        get: () => {
          throw new Error('a shared part was looked at')
        },
      })
    untouchable.set(node, trap)
    return trap
  }
  const within = (node: Node | undefined): ReadonlySet<unknown> => new Set(node?.type === 'branch' ? node.nodes : [])
  const copy = (node: Node, others: ReadonlySet<unknown>, twins: readonly Node[]): Node => {
    if (others.has(node)) return guard(node)
    if (node.type !== 'branch') return node
    const inner = twins.filter((twin) => twin.type === 'branch')
    const insiders = new Set(inner.flatMap((twin) => [...within(twin)]))
    const nextTwins = inner.flatMap((twin) => (twin.type === 'branch' ? [...twin.nodes] : []))
    return { ...node, nodes: node.nodes.map((each) => copy(each, insiders, nextTwins)) }
  }
  const rootOf = (map: PersistentMap<number>, other: PersistentMap<number>): PersistentMap<number> =>
    map.root === undefined || other.root === undefined ? map : { ...map, root: copy(map.root, new Set(), [other.root]) }
  return [rootOf(a, b), rootOf(b, a)]
}
