import type { Answer } from '../upstream/send.js'

/** The most of an error's body that is read: bytes, and how long it may take. */
const maxErrorBytes = 64 * 1024
const maxErrorMs = 500

/** The beginning of an error's body: what came within half a second and 64 KiB. Then the body is cancelled. Never rejects. */
export async function readErrorBody(body: Answer['body']): Promise<string> {
  if (body === null) return ''
  const reader = body.getReader()
  const cancel = (): void => void reader.cancel().catch(() => undefined)
  const timer = setTimeout(cancel, maxErrorMs)
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for (let read = await reader.read(); !read.done && size < maxErrorBytes; read = await reader.read()) {
      chunks.push(read.value)
      size += read.value.byteLength
    }
  } catch {
    // What came before it broke off is what there is to judge by.
  } finally {
    clearTimeout(timer)
    cancel()
  }
  return Buffer.concat(chunks).subarray(0, maxErrorBytes).toString('utf8')
}
