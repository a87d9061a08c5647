import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer, type ServerOptions } from 'node:https'
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, onTestFinished } from 'vitest'
import { eventually } from './eventually.js'

/** A request as an upstream got it. */
export interface Received {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** An upstream on loopback, and what has reached it. */
export interface TestUpstream {
  readonly url: string
  readonly received: readonly Received[]
  /** Connections that are open at this moment and have been asked something: the platform may hold an idle one in reserve. */
  readonly connections: () => number
  /** Requests, or on a raw connection scripts, that are left without an end while the connection is open. */
  readonly unanswered: () => number
}

type Answer = (request: Received, response: ServerResponse) => void | Promise<void>

/** A real HTTP server that answers so; closed when the test is over, when no request may be left unanswered and open. */
export async function httpUpstream(answer: Answer): Promise<TestUpstream> {
  const { received, listener, unanswered } = answering(answer)
  return { ...(await listening(createServer(listener), unanswered)), received }
}

/** The same behind TLS. */
export async function httpsUpstream(certificate: ServerOptions, answer: Answer): Promise<TestUpstream> {
  const { received, listener, unanswered } = answering(answer)
  const upstream = await listening(createTlsServer(certificate, listener), unanswered)
  return { ...upstream, url: upstream.url.replace('http:', 'https:'), received }
}

function answering(answer: Answer): {
  readonly received: Received[]
  readonly listener: RequestListener
  readonly unanswered: () => number
} {
  const received: Received[] = []
  let open = 0
  const listener: RequestListener = (request, response) => {
    open += 1
    response.on('close', () => (open -= 1))
    void buffer(request)
      .then((bytes) => {
        const body = bytes.toString('utf8')
        const { method = '', url = '', headers } = request
        received.push({ method, url, headers, body })
        return answer({ method, url, headers, body }, response)
      })
      .catch(() => response.destroy())
  }
  return { received, listener, unanswered: () => open }
}

/** One thing that happens on a raw connection. */
export type WireStep =
  /** Waits until the head and body of a request have come. */
  | { readonly type: 'read' }
  | { readonly type: 'write'; readonly bytes: string | Uint8Array }
  /** The same byte by byte, each as a packet of its own. */
  | { readonly type: 'trickle'; readonly bytes: string | Uint8Array }
  | { readonly type: 'wait'; readonly ms: number }
  | { readonly type: 'fin' }
  | { readonly type: 'rst' }
  /** Nothing more, and the connection stays open. */
  | { readonly type: 'freeze' }

/** A raw TCP server that plays these steps on each connection, the last script again and again. */
export async function scriptedUpstream(...scripts: readonly (readonly WireStep[])[]): Promise<TestUpstream> {
  const received: Received[] = []
  let connection = 0
  const frozen = new Set<Socket>()
  const server = createTcpServer({ noDelay: true }, (socket) => {
    const script = scripts[Math.min(connection++, scripts.length - 1)] ?? []
    socket.on('error', () => undefined)
    socket.on('close', () => frozen.delete(socket))
    void play(socket, script, received).then(() => {
      if (!socket.destroyed && script.at(-1)?.type === 'freeze') frozen.add(socket)
    })
  })
  return { ...(await listening(server, () => frozen.size)), received }
}

async function play(socket: Socket, script: readonly WireStep[], received: Received[]): Promise<void> {
  const reading = requestOn(socket)
  for (const step of script) {
    if (socket.destroyed) return
    switch (step.type) {
      case 'read':
        received.push({ method: '', url: '', headers: {}, body: await reading })
        break
      case 'write':
        socket.write(step.bytes)
        break
      case 'trickle':
        for (const byte of Buffer.from(step.bytes)) {
          socket.write(Uint8Array.of(byte))
          await new Promise(setImmediate)
        }
        break
      case 'wait':
        await delay(step.ms)
        break
      case 'fin':
        socket.end()
        break
      case 'rst':
        // What was written before is to arrive before the reset.
        await delay(5)
        socket.resetAndDestroy()
        break
      case 'freeze':
        return
    }
  }
}

function requestOn(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let seen = ''
    socket.on('data', (chunk: Buffer) => {
      seen += chunk.toString('latin1')
      const head = seen.indexOf('\r\n\r\n')
      const length = Number(/content-length: (\d+)/i.exec(seen)?.[1] ?? 0)
      if (head >= 0 && seen.length >= head + 4 + length) resolve(seen)
    })
    socket.on('close', () => resolve(seen))
  })
}

/** Puts a server behind a port until the test is over, when nothing may be left unanswered. */
export async function listening(
  server: Server | ReturnType<typeof createTcpServer>,
  unanswered: () => number = () => 0,
): Promise<Omit<TestUpstream, 'received'>> {
  const open = new Set<Socket>()
  const asked = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.on('error', () => undefined)
    socket.once('data', () => asked.add(socket))
    socket.on('close', () => {
      open.delete(socket)
      asked.delete(socket)
    })
  })
  await new Promise<void>((resolve) => server.listen({ port: 0, host: '127.0.0.1', backlog: 2_048 }, resolve))
  onTestFinished(async () => {
    // Whoever asked has closed what was not answered to its end.
    await eventually(() => expect(unanswered()).toBe(0))
    for (const socket of open) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/v1`, connections: () => asked.size, unanswered }
}

/** An address where nobody listens. */
export async function refusedUrl(): Promise<string> {
  const server = createTcpServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}/v1`
}

/** Resolves when a response takes more, or is gone. */
export async function drained(response: ServerResponse): Promise<void> {
  await new Promise<void>((resolve) => {
    const go = (): void => {
      response.off('drain', go).off('close', go)
      resolve()
    }
    response.on('drain', go).on('close', go)
  })
}
