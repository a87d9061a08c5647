/**
 * The code unit of a text at a place, NaN beyond its end: `charCodeAt`, found once. Engines have half a dozen kinds of
 * strings (slices, joined ones, wide ones), and looking the method up on each costs a loop over characters four times
 * what it does with them.
 */
export const codeAt: (text: string, at: number) => number = Function.prototype.call.bind(String.prototype.charCodeAt)
