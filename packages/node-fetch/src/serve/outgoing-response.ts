/** What is needed of a `ServerResponse` of `node:http`; written down, so that these types stand without those of Node. */
export interface OutgoingResponse {
  shouldKeepAlive: boolean
  readonly destroyed: boolean
  readonly writableFinished: boolean
  writeHead(status: number, headers: Readonly<Record<string, string>>): this
  write(chunk: Uint8Array): boolean
  end(body?: Uint8Array | string): this
  destroy(): this
  cork(): void
  uncork(): void
  on(event: 'close' | 'drain', listener: () => void): this
  off(event: 'close' | 'drain', listener: () => void): this
}
