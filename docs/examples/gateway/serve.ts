import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server that listens. */
export interface Serving {
  readonly url: string
  /** Takes no more requests, waits until those under way have been answered, but not longer than this, and is gone. */
  readonly close: (withinMs: number) => Promise<void>
}

/** Serves on this port; 0 is any that is free. Rejects where it cannot. */
export async function serve(listener: RequestListener, port: number, host: string): Promise<Serving> {
  const server = createServer(listener)
  server.listen(port, host)
  await once(server, 'listening')
  const { port: actual } = server.address() as AddressInfo
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}`,
    close: async (withinMs) => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      // A connection whose answer has just ended is idle from then on.
      const sweeping = setInterval(() => server.closeIdleConnections(), 50)
      const timer = setTimeout(() => server.closeAllConnections(), withinMs)
      await closed
      clearInterval(sweeping)
      clearTimeout(timer)
    },
  }
}
