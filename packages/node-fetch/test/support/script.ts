import type { WireStep } from './upstream.js'

/** What comes first in most scripts. */
export const read: WireStep = { type: 'read' }
export const fin: WireStep = { type: 'fin' }
export const rst: WireStep = { type: 'rst' }
export const freeze: WireStep = { type: 'freeze' }

export const write = (bytes: string | Uint8Array): WireStep => ({ type: 'write', bytes })
export const trickle = (bytes: string | Uint8Array): WireStep => ({ type: 'trickle', bytes })
export const wait = (ms: number): WireStep => ({ type: 'wait', ms })

/** A whole answer on a raw connection, and the end of the connection. */
export const answer = (status: string, contentType: string, body: string, ...headers: readonly string[]): WireStep =>
  write(
    [
      `HTTP/1.1 ${status}`,
      `content-type: ${contentType}`,
      `content-length: ${Buffer.byteLength(body)}`,
      ...headers,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  )

/** A whole answer in JSON. */
export const json = (status: string, body: unknown, ...headers: readonly string[]): WireStep =>
  answer(status, 'application/json', typeof body === 'string' ? body : JSON.stringify(body), ...headers)
