/** Rows that are not played, or come out otherwise by decision: one line for each, and why. */
export const exceptions: ReadonlyMap<string, string> = new Map([
  ['C113', 'a ladder that begins flat at 10 s and then doubles from 16 s: ours grow by one factor'],
  ['kp91-017', 'a comment of a stream is held back with everything before the first content (rule 29)'],
  ['kpe-003', 'a bad value of max_tokens is no long prompt, and a long prompt is one at 413, too'],
  ['kpe-032', 'a vendor that names nobody and has no table: its 429 blames the target'],
  ['kpf-007', 'fill-first takes the first (rule 9); who prefers a key in use writes a preference'],
  ['ocr-005', 'when all are parked the soonest is tried first (rule 24)'],
])
