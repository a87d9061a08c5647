import type { IncomingMessage, ServerResponse } from 'node:http'

/** An answer of the gateway itself. */
export interface JsonAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: object
}

/** Answers, and ends the connection where the request has not all come: what is left of it would stand in the way of the next. */
export function answerJson({ status, headers, body }: JsonAnswer, request: IncomingMessage, to: ServerResponse): void {
  if (!request.complete) to.shouldKeepAlive = false
  to.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}
