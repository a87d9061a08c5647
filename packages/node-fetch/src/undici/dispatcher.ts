/** What a request wants of a dispatcher. */
export interface DispatchOptions {
  readonly origin: string
  readonly path: string
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'
  readonly headers: Record<string, string>
  readonly body: string | null
  readonly headersTimeout: number
  readonly bodyTimeout: number
}

/** One request under way. */
export interface DispatchController {
  readonly pause: () => void
  readonly resume: () => void
  readonly abort: (reason: Error) => void
}

/** Hears what becomes of a request, in the words of undici 7 and 8. */
export interface DispatchHandler {
  onRequestStart(controller: DispatchController, context: unknown): void
  onResponseStart(
    controller: DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
    statusText?: string,
  ): void
  onResponseData(controller: DispatchController, chunk: Uint8Array): void
  onResponseEnd(controller: DispatchController, trailers: unknown): void
  onResponseError(controller: DispatchController, error: Error): void
}

/** What is needed of undici's `Dispatcher`: an `Agent`, a `Pool`, a `ProxyAgent`. */
export interface Dispatcher {
  dispatch(options: DispatchOptions, handler: DispatchHandler): boolean
}
