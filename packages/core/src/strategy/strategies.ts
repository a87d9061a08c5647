import type { Strategy } from './preference.js'
import { fillFirst } from './preferences/fill-first.js'
import { roundRobin } from './preferences/round-robin.js'

/** The built-in strategies by the names a policy calls them. */
export const strategies: ReadonlyMap<string, Strategy> = new Map([
  ['fill-first', fillFirst],
  ['round-robin', [roundRobin]],
])
