import type { Preference } from '../preference.js'
import { lowest } from './lowest.js'

/**
 * The least recently picked under this name. It reads a fact and keeps no cursor, so whoever cools, returns or leaves, the
 * others neither skip a turn nor get two, and one that returns has no banked credit (rule 10).
 */
export const roundRobin: Preference = lowest('round-robin', ({ turn }) => turn)
