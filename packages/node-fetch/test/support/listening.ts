import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Router } from '@router/node-fetch'
import { onTestFinished } from 'vitest'

/** Puts a router's listener behind a port, and gives its address. */
export async function listening({ handle }: Router): Promise<string> {
  const server = createServer(handle)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
