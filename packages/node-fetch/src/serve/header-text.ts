import { wellFormed } from '../well-formed.js'

/** Names of targets may hold any character, a header may not. */
export const headerText = (text: string): string => encodeURI(wellFormed(text)).slice(0, 512)
