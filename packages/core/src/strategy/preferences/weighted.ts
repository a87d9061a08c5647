import type { Preference } from '../preference.js'
import { lowest } from './lowest.js'
import { roundRobin } from './round-robin.js'

/**
 * In turn, each as often as its weight says: start-time fair queueing. A turn takes 1/weight of virtual time, the next
 * turn is his whose turn is due first, and of those due at once the least recently picked. While availability is constant
 * shares are exact to one turn; one that returns is due now and has no banked credit (rule 10).
 */
export const weighted: Preference = {
  name: 'weighted',
  narrow: (candidates, context) => roundRobin.narrow(soonestDue.narrow(candidates, context), context),
}

const soonestDue = lowest('due', ({ dueAt }) => dueAt)
