import { eachDifference, emptyMap, type PersistentMap } from './persistent-map.js'

/**
 * A list that follows from a persistent map: asked for the list of a map that it was asked for last, it has it, and for
 * one that differs in little it looks at the difference alone. Lists handed out never change, so nobody can tell.
 */
export class ListInStep<V, T> {
  private map: PersistentMap<V> = emptyMap()
  private list: readonly T[]
  private readonly placesOf: ReadonlyMap<string, readonly number[]>
  private readonly entryAt: (map: PersistentMap<V>, place: number) => T

  /** `ofNothing` is the list of the empty map; a key makes a difference to the entries at its places. */
  constructor(
    ofNothing: readonly T[],
    placesOf: ReadonlyMap<string, readonly number[]>,
    entryAt: (map: PersistentMap<V>, place: number) => T,
  ) {
    this.list = ofNothing
    this.placesOf = placesOf
    this.entryAt = entryAt
  }

  /** The list of this map. */
  of(map: PersistentMap<V>): readonly T[] {
    if (map === this.map) return this.list
    const list = this.list.slice()
    eachDifference(this.map, map, (key) => {
      for (const place of this.placesOf.get(key) ?? []) list[place] = this.entryAt(map, place)
    })
    this.map = map
    this.list = list
    return list
  }
}
