/** What a gateway writes when it needs nothing but turns and cooldowns: fields that are overwritten. The baseline. */
export class HandWrittenRoundRobin {
  readonly #targets: { readonly id: string; coolingUntil: number }[]
  #cursor = 0

  constructor(size: number) {
    this.#targets = Array.from({ length: size }, (_, index) => ({ id: `target-${index}`, coolingUntil: 0 }))
  }

  /** The next target that does not cool, by index. */
  pick(now: number): number {
    const size = this.#targets.length
    for (let step = 0; step < size; step += 1) {
      const index = (this.#cursor + step) % size
      if ((this.#targets[index]?.coolingUntil ?? 0) <= now) {
        this.#cursor = (index + 1) % size
        return index
      }
    }
    return -1
  }

  /** Takes a target out of use. */
  cool(index: number, until: number): void {
    const target = this.#targets[index]
    if (target !== undefined) target.coolingUntil = until
  }
}
