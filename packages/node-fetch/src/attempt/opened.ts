import type { Reply, Usage } from '@router/core'
import type { Served } from '../serve/served.js'
import type { Delivery } from './delivery.js'

/** What came of opening an attempt: nothing that may be handed to the caller, all of an answer, or its beginning. */
export type Opened =
  | { readonly type: 'failed'; readonly reply: Reply }
  | { readonly type: 'whole'; readonly answer: Served; readonly usage?: Usage }
  | { readonly type: 'begun'; readonly delivery: Delivery }
