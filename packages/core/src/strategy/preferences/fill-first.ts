import type { Strategy } from '../preference.js'

/**
 * The first eligible in declared order: no preference at all. It leaves a target only while that is not eligible, and
 * returns to it at once (rule 9).
 */
export const fillFirst: Strategy = []
