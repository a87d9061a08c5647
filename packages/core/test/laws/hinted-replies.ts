import type { Reply } from '@router/core'
import { replies } from '@router/testing'
import fc from 'fast-check'

const hinted = ['2', '4', '30'].map(
  (seconds): Reply => ({ type: 'response', status: 429, headers: { 'retry-after': seconds }, body: '' }),
)

/** Replies of which most ask to wait for some seconds. */
export const hintedReplies: fc.Arbitrary<Reply> = fc.oneof(
  { withCrossShrink: true },
  { arbitrary: fc.constantFrom(...hinted), weight: 4 },
  { arbitrary: replies(), weight: 1 },
)
