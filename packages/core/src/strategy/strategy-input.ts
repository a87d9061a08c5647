import type { Json } from '../words/json.js'

/** A strategy as an operator writes it: a name, a name with its parameter such as `{ sample: 2 }`, or a list of these. */
export type StrategyInput = StrategyStep | readonly StrategyStep[]

/** One step of it; an object has the name as its only key. */
export type StrategyStep = string | { readonly [name: string]: Json }
