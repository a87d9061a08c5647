import type { Policy, RouteRequest, Store } from '@router/core'
import type { Now } from './clock.js'
import type { Send } from './upstream/send.js'
import type { Upstream } from './upstream/upstream.js'

/** What a router is made of. */
export interface RouterOptions {
  readonly policy: Policy
  /** Where each provider of the policy is, and the secrets of its credentials. */
  readonly upstreams: Readonly<Record<string, Upstream>>
  /** Holds what is known; by default in memory, from nothing. */
  readonly store?: Store
  /** Sends; by default the built-in one. `undiciFetch` of `@router/node-fetch/undici` is a faster one. */
  readonly fetch?: Send
  /** What a request says besides its model, such as its session, its needs, a deadline; read from what the caller sent. */
  readonly describe?: (request: {
    readonly headers: Headers
    readonly body: string
  }) => Partial<Omit<RouteRequest, 'id' | 'model'>>
  /** Gives the model of an answer the name that was asked for; by default it stays the upstream's. */
  readonly rewriteModel?: boolean
  /** What time it is, in milliseconds since the epoch; by default the system's, which never goes back. */
  readonly now?: Now
}
