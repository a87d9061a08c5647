/** Rows that are not played, or come out otherwise by decision: one line for each, and why. */
export const exceptions: ReadonlyMap<string, string> = new Map([
  [
    'C099',
    'a 404 says what it says: a missing page is a missing route, of a token count or not, and nobody cools (rule 14)',
  ],
  ['C113', 'a ladder that begins flat at 10 s and then doubles from 16 s: ours grow by one factor'],
])
