/** One labelled reply, as a line of the cases has it: `_` in labels stands for `-`, scope `none` for `request`. */
export interface ErrorCase {
  readonly id: string
  readonly provider: string
  readonly kind: 'http' | 'stream_event' | 'network'
  readonly status: number | null
  readonly headers?: Readonly<Record<string, string>> | null
  readonly body: string | null
  readonly network: NetworkCase | null
  readonly expect: {
    readonly class: string
    readonly retryAfterMs: number | null
    readonly scope: string
    readonly retryOtherTarget: boolean
  }
  readonly ambiguous?: {
    readonly class?: readonly string[]
    readonly scope?: readonly string[]
    readonly retryOtherTarget?: boolean
  }
}

/** An error of the network and its causes; what is absent may be `null`. */
export interface NetworkCase {
  readonly name?: string | null
  readonly code?: string | number | null
  readonly message?: string | null
  readonly cause?: NetworkCase | null
  readonly errors?: readonly NetworkCase[] | null
}
