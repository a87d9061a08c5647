import type { Preference } from '../preference.js'
import { rendezvous } from './rendezvous.js'

/** One by the draw of the request's id, each with exactly its share by weight (rule 11). */
export const random: Preference = rendezvous('random', ({ request }) => request.id)
