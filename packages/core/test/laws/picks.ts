import {
  definePolicy,
  emptySnapshot,
  type Policy,
  reduce,
  type Snapshot,
  type StrategyInput,
  select,
} from '@router/core'

/** An alias `all` of targets with these weights, one provider each. */
export function weightedTargets(weights: readonly number[], strategy: StrategyInput = 'weighted'): Policy {
  const targets = weights.map((weight, index) => ({ provider: `p${index}`, model: 'm', weight }))
  return definePolicy({
    providers: Object.fromEntries(targets.map(({ provider }) => [provider, {}])),
    aliases: { all: { targets, strategy } },
  })
}

/** An alias `all` of targets with these prices as labels, one provider each. */
export function pricedTargets(prices: readonly (number | undefined)[], strategy: StrategyInput): Policy {
  const targets = prices.map((price, index) => ({
    provider: `p${index}`,
    model: 'm',
    labels: price === undefined ? {} : { price },
  }))
  return definePolicy({
    providers: Object.fromEntries(targets.map(({ provider }) => [provider, {}])),
    aliases: { all: { targets, strategy } },
  })
}

/** An alias `all` of so many equal targets, one provider each. */
export function equalTargets(count: number): { readonly policy: Policy; readonly ids: readonly string[] } {
  const policy = weightedTargets(Array<number>(count).fill(1), 'round-robin')
  return { policy, ids: [...policy.targets.keys()] }
}

/** Picks once among the available targets (as a bit mask), the others being tried already; who it was, and what is known then. */
export function pickOnce(policy: Policy, snapshot: Snapshot, mask: number, id = 'r'): readonly [number, Snapshot] {
  const targets = [...policy.targets.values()]
  const tried = targets.filter((_, place) => (mask & (1 << place)) === 0).map((target) => target.id)
  const decision = select(policy, snapshot, { id, model: 'all', tried }, 0)
  if (decision.type !== 'use') throw new Error('somebody is available, and nobody was picked')
  const { target, name } = decision
  const start = { type: 'attempt-started', at: 0, name, target: target.id, number: 1, spendsToken: false } as const
  return [targets.indexOf(target), reduce(policy, snapshot, start)]
}

/** Picks once for each set of available targets. Returns who was picked. */
export function picksAlong(policy: Policy, masks: readonly number[]): readonly number[] {
  let snapshot: Snapshot = emptySnapshot
  return masks.map((mask, index) => {
    const [picked, after] = pickOnce(policy, snapshot, mask, `r${index}`)
    snapshot = after
    return picked
  })
}

/** The places of those in a bit mask. */
export const placesIn = (mask: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, place) => place).filter((place) => mask & (1 << place))
