import type { Reply } from '@router/core'
import { readErrorBody } from '../attempt/body-reader.js'
import { FailedAttempt } from '../attempt/failed-attempt.js'
import { isReused, networkReply } from '../attempt/network-reply.js'

/** What an attempt threw, as a reply. SDKs put status, headers and body of a refusal into their errors, under a few names. */
export async function thrownReply(error: unknown): Promise<Reply> {
  if (error instanceof FailedAttempt) return error.reply
  if (error instanceof Response) {
    const { status, headers, body } = error
    return { type: 'response', status, headers: Object.fromEntries(headers), body: await readErrorBody(body) }
  }
  const fields = (typeof error === 'object' && error !== null ? error : {}) as Readonly<Record<string, unknown>>
  const status = fields['status'] ?? fields['statusCode']
  if (typeof status !== 'number' || !Number.isInteger(status)) return networkReply(error, isReused(error))
  const headers = headersOf(fields['headers'] ?? fields['responseHeaders'])
  return { type: 'response', status, headers, body: bodyOf(fields) }
}

function headersOf(headers: unknown): Readonly<Record<string, string>> {
  if (headers instanceof Headers) return Object.fromEntries(headers)
  if (typeof headers !== 'object' || headers === null) return {}
  const texts = Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return Object.fromEntries(texts.map(([name, value]) => [name.toLowerCase(), value]))
}

function bodyOf(fields: Readonly<Record<string, unknown>>): string {
  const body = fields['responseBody'] ?? fields['body'] ?? fields['error']
  if (typeof body === 'string') return body
  if (typeof body !== 'object' || body === null) return String(fields['message'] ?? '')
  try {
    // SDKs unwrap the error object; the tables read it either way.
    return JSON.stringify(body)
  } catch {
    return String(fields['message'] ?? '')
  }
}
