import type { RequestChoice } from '@router/testing'
import fc from 'fast-check'

/** Requests for the first alias of a policy, and for nothing special. */
export const plainRequests: fc.Arbitrary<RequestChoice> = fc.record({
  name: fc.constant(0),
  spelled: fc.constant('exactly'),
  wrong: fc.constant(''),
  rest: fc.constant({}),
})
