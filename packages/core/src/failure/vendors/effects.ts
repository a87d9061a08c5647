import { hours } from '../../words/time.js'
import type { Judgement } from '../table.js'

const twelveHours = { cooldown: { firstMs: hours(12), factor: 1, capMs: hours(12) } } as const

/** The text says that this credential cannot have the model. */
export const goneHere: Judgement = { scope: 'target', effect: twelveHours }

/** The text says that nobody can have the model here. */
export const goneForAll: Judgement = { scope: 'model', effect: twelveHours }

/** A capability or route is missing: this request finds it elsewhere, and nobody cools. */
export const thisRequest: Judgement = { scope: 'request' }

/** Too large for the tokens of one minute: waiting cannot help, another target can. */
export const largerAllowance: Judgement = { effect: { next: 'failover' } }
