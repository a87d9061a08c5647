import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Move } from './day.js'
import { play, type Stage } from './wire.js'

const well: Move = { type: 'answers', pieces: 1 }

/** Where redirects lead to. */
export const elsewherePath = '/elsewhere'

/** What an upstream calls its model. */
export const modelOf = (upstream: string): string => `m${upstream}`

/** A request as it came to an upstream. */
export interface Asked {
  readonly upstream: string
  /** How many came to this one before, and this. */
  readonly count: number
  readonly authorization: string
  /** What it was sent; undefined where that is no JSON. */
  readonly body: { readonly model?: unknown; readonly stream?: unknown; readonly messages?: unknown } | undefined
}

/** A server on loopback that plays its moves. */
export interface LoopbackUpstream {
  readonly baseUrl: string
  /** Answers that have no end, and whose connection is open. */
  readonly open: () => number
  readonly close: () => Promise<void>
}

/** Who watches an upstream: who asks, what it does and what becomes of it. */
export interface UpstreamWatch extends Pick<Stage, 'say' | 'onWhole'> {
  readonly onAsked: (asked: Asked) => void
}

/** Starts one. `elsewhere` says where its redirects lead. */
export async function loopbackUpstream(
  name: string,
  moves: readonly Move[],
  elsewhere: () => string,
  { onAsked, ...watch }: UpstreamWatch,
): Promise<LoopbackUpstream> {
  // Loaded here, so that the rest of the kit works where there is no node.
  const { createServer } = await import('node:http')
  let count = 0
  const open = new Set<ServerResponse>()
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let breaksOff = false
    open.add(response)
    response.on('close', () => {
      if (open.delete(response) && !response.writableFinished && !breaksOff) watch.say('sees its connection closed')
    })
    const body = parsed(await textOf(request))
    const { authorization = '' } = request.headers
    count += 1
    onAsked({ upstream: name, count, authorization, body })
    const isElsewhere = request.url?.endsWith(elsewherePath) === true
    const move = (isElsewhere ? undefined : moves[Math.min(count, moves.length) - 1]) ?? well
    breaksOff = move.type === 'breaks-off'
    const key = authorization.replace('Bearer ', '')
    const stream = body?.stream === true
    await play(move, { response, stream, answer: `${name}${count}`, key, elsewhere: elsewhere(), ...watch })
  }
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    open: () => open.size,
    close: async () => {
      open.clear()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const piece of request.setEncoding('utf8')) text += String(piece)
  return text
}

function parsed(text: string): Asked['body'] {
  try {
    return JSON.parse(text) as NonNullable<Asked['body']>
  } catch {
    return undefined
  }
}
