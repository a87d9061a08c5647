/** Things that are due at some time: the earliest first, and of those due together the first that was added. */
export class Queue<T extends { readonly at: number; readonly order: number }> {
  readonly #heap: T[] = []

  get first(): T | undefined {
    return this.#heap[0]
  }

  add(item: T): void {
    const heap = this.#heap
    let place = heap.length
    heap.push(item)
    while (place > 0) {
      const above = (place - 1) >> 1
      const other = heap[above] as T
      if (!isEarlier(item, other)) break
      heap[place] = other
      place = above
    }
    heap[place] = item
  }

  take(): T | undefined {
    const heap = this.#heap
    const [first] = heap
    const last = heap.pop()
    if (last !== undefined && heap.length > 0) this.#sink(last)
    return first
  }

  #sink(item: T): void {
    const heap = this.#heap
    const { length } = heap
    let place = 0
    for (;;) {
      let below = 2 * place + 1
      if (below >= length) break
      if (below + 1 < length && isEarlier(heap[below + 1] as T, heap[below] as T)) below++
      const other = heap[below] as T
      if (!isEarlier(other, item)) break
      heap[place] = other
      place = below
    }
    heap[place] = item
  }
}

const isEarlier = (one: { at: number; order: number }, other: { at: number; order: number }): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order)
