import type { Target } from '@router/core'
import type { WireReader } from '@router/core/wire'

/** One secret, or what fetches it: asked at every attempt, with `refresh` where the last one was refused. */
export type Secret = string | ((context: { readonly refresh: boolean }) => string | Promise<string>)

/** Where a provider is, and the secrets of its credentials; secrets live here and nowhere else. */
export interface Upstream {
  /** What comes before `/chat/completions`, `/messages`, `/models` and the like. */
  readonly baseUrl: string
  /** By the credential ids of the policy. An empty secret sends no authorization. */
  readonly credentials: Readonly<Record<string, Secret>>
  /** Sent with every request to this upstream. */
  readonly headers?: Readonly<Record<string, string>>
  /** Headers of the caller that are secrets or identities and reach this upstream all the same. */
  readonly forwardHeaders?: readonly string[]
  /** The last word on what is sent: gets the request as the dialect has it, and returns the one to send. */
  readonly prepare?: Prepare
  /** Reads its answers, where they are not as its dialect has them: what is content, an error, the end. */
  readonly reader?: WireReader
}

/** A request to an upstream, ready to be sent. */
export interface UpstreamRequest {
  readonly url: string
  readonly method: string
  readonly headers: Headers
  readonly body: string
}

/** Owns URL, authorization and where the model goes. */
export type Prepare = (
  request: UpstreamRequest,
  target: Target,
  secret: string,
) => UpstreamRequest | Promise<UpstreamRequest>
