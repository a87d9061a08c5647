import type { Preference } from '../preference.js'
import { rendezvous } from './rendezvous.js'

/**
 * The same one for all requests of a session, drawn with its share by weight; a request without a session is one of its
 * own. When the favourite cools, only its sessions move, and they return with it (rule 11).
 */
export const sticky: Preference = rendezvous('sticky', ({ request }) => request.session || request.id)
