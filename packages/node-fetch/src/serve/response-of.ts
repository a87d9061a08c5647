import type { BodyReader } from '../upstream/send.js'
import { isReader, type Served } from './served.js'

/** What is served, as callers of `fetch` get it. */
export const responseOf = ({ status, statusText, headers, body }: Served): Response =>
  new Response(isReader(body) ? streamOf(body) : body, {
    status,
    headers,
    ...(statusText === undefined ? {} : { statusText }),
  })

/** A caller that drops a response without reading it cannot say so; the collector does. */
const dropped = new FinalizationRegistry<BodyReader>((reader) => void reader.cancel())

/** It reads when the caller reads, so a slow caller slows the upstream down. */
function streamOf(reader: BodyReader): ReadableStream<Uint8Array> {
  const cancel = async (): Promise<void> => {
    dropped.unregister(reader)
    await reader.cancel()
  }
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    const read = await reader.read().catch((error: unknown) => {
      dropped.unregister(reader)
      throw error
    })
    if (!read.done) return controller.enqueue(read.value)
    dropped.unregister(reader)
    controller.close()
  }
  const stream = new ReadableStream<Uint8Array>({ pull, cancel }, { highWaterMark: 0 })
  dropped.register(stream, reader, reader)
  return stream
}
