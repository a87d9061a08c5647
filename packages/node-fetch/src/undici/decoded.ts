import { pipeline, Readable } from 'node:stream'
import { constants, createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib'
import type { Answer, BodyReader } from '../upstream/send.js'

/** The answer with a body as it was before it was compressed, by a coding that was asked for. */
export function decoded(answer: Answer): Answer {
  const named = answer.headers.get('content-encoding')
  if (named === null || answer.body === null) return answer
  const codings = named
    .toLowerCase()
    .split(',')
    .map((each) => each.trim())
  if (!codings.every((coding) => Object.hasOwn(decoders, coding))) return answer
  const reader = answer.body.getReader()
  const plain = codings.reduceRight((from: BodyReader, coding) => decoding(from, coding), reader)
  return { ...answer, headers: answer.headers, body: { getReader: () => plain } }
}

const flush = constants.Z_SYNC_FLUSH
const gunzip = () => createGunzip({ flush, finishFlush: flush })

/** By the coding; `deflate` comes with a header, as it should, or without. */
const decoders: Readonly<Record<string, (first: Uint8Array) => NodeJS.ReadWriteStream>> = {
  gzip: gunzip,
  'x-gzip': gunzip,
  deflate: ([first = 0]) => ((first & 0x0f) === 8 ? createInflate() : createInflateRaw()),
  br: () =>
    createBrotliDecompress({
      flush: constants.BROTLI_OPERATION_FLUSH,
      finishFlush: constants.BROTLI_OPERATION_FLUSH,
    }),
}

/** Reads through a decoder, which is chosen by the first bytes. */
function decoding(from: BodyReader, coding: string): BodyReader {
  let chunks: AsyncIterator<Uint8Array> | undefined
  const begun = async (): Promise<AsyncIterator<Uint8Array> | undefined> => {
    const first = await from.read()
    const decoder = first.done ? undefined : decoders[coding]?.(first.value)
    if (first.done || decoder === undefined) return undefined
    // What goes wrong comes out at its end.
    pipeline(Readable.from(bytesOf(from, first.value)), decoder, () => undefined)
    return (decoder as unknown as Readable)[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>
  }
  return {
    read: async () => {
      chunks ??= await begun()
      if (chunks === undefined) return { done: true }
      try {
        const next: IteratorResult<Uint8Array> = await chunks.next()
        if (next.done === true) return { done: true }
        return { done: false, value: next.value }
      } catch (error) {
        throw error instanceof TypeError ? error : new TypeError('terminated', { cause: error })
      }
    },
    cancel: () => from.cancel(),
  }
}

async function* bytesOf(from: BodyReader, first: Uint8Array): AsyncGenerator<Uint8Array> {
  yield first
  for (let read = await from.read(); !read.done; read = await from.read()) yield read.value
}
