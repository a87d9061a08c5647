import { type Dispatcher, Pool } from 'undici'
import { type Asking, closedLoop } from './closed-loop.js'
import { askedBody } from './payload.js'

// Asks a gateway over a number of connections, as fast as it answers; told what to do by whoever has started it.

/** Where to ask, and with which headers. */
export interface Load extends Asking {
  readonly origin: string
  readonly headers: Readonly<Record<string, string>>
}

process.on('message', (load: Load) => {
  const { origin, headers, concurrent, stream } = load
  // New connections each time: those of the last time may be closed by the other side at any moment.
  const pool = new Pool(origin, { connections: concurrent, headersTimeout: 0, bodyTimeout: 0 })
  const options: Dispatcher.DispatchOptions = {
    method: 'POST',
    path: '/v1/chat/completions',
    headers: { ...headers, 'content-type': 'application/json' },
    body: askedBody(stream),
  }
  const answering = closedLoop(load, () => asked(pool, origin, options))
  answering
    .finally(() => pool.destroy())
    .then(
      (answered) => process.send?.({ answered }),
      (error: unknown) => process.send?.({ error: String(error) }),
    )
})
process.on('disconnect', () => process.exit(0))

/** One request; nothing is kept of what comes but whether it was whole. */
function asked(pool: Pool, origin: string, options: Dispatcher.DispatchOptions): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    let status = 0
    let beginning: Buffer | undefined
    pool.dispatch(options, {
      onRequestStart: () => undefined,
      onResponseStart: (_, code) => {
        status = code
      },
      onResponseData: (_, bytes) => {
        beginning ??= bytes
      },
      onResponseEnd: () => resolve(status === 200 ? undefined : `${origin} answers ${status}: ${String(beginning)}`),
      onResponseError: (_, error) => reject(error),
    })
  })
}
