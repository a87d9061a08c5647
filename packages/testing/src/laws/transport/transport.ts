import type { Policy, Store } from '@router/core'

/** What a transport is made of, anew for each life. */
export interface TransportSetting {
  readonly policy: Policy
  /**
   * Take every step in it, as `store.swap((snapshot) => advance(…))`: the laws see through it what core is told and what it
   * says.
   */
  readonly store: Store
  /** Where each provider is, and the secret of its only credential. They speak the dialect `openai`, at `/chat/completions`. */
  readonly upstreams: Readonly<Record<string, { readonly baseUrl: string; readonly secret: string }>>
}

/** What a caller asks for. */
export interface TransportRequest {
  /** A request for a chat completion; goes upstream as it is, but for its model. */
  readonly body: {
    readonly model: string
    readonly stream: boolean
    readonly messages: readonly { readonly role: 'user'; readonly content: string }[]
  }
  readonly signal: AbortSignal
}

/** What a caller gets; a `Response` is one. A body that breaks throws while it is read. */
export interface TransportAnswer {
  /** 400 and above: there is no answer. */
  readonly status: number
  readonly body: AsyncIterable<Uint8Array | string> | string | null
}

/** A transport, for the laws: sends a request and resolves with the answer, or rejects. */
export type Transport = (request: TransportRequest) => Promise<TransportAnswer>
