import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { Answered } from './closed-loop.js'
import type { Load } from './load.js'

/** A process of ours that answers what it is sent. */
export interface Child {
  /** What it told first: where it listens. */
  readonly port: number
  /** Sends it something, and resolves with what it answers. */
  readonly tell: <Answer>(message: Load | Omit<Load, 'origin' | 'headers'> | 'cpu') => Promise<Answer>
  readonly end: () => void
}

/** Starts a program. One that says nothing of its port says so by `port`. */
export async function started(
  path: string,
  given: readonly string[] = [],
  { port, meter }: { readonly port?: number; readonly meter?: string } = {},
): Promise<Child> {
  const execArgv = meter === undefined ? [] : ['--import', meter]
  const child = fork(path, [...given], { execArgv, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const first = port === undefined ? await answerOf<{ readonly port: number }>(child) : { port }
  return {
    port: first.port,
    tell: async (message) => {
      const answer = answerOf<never>(child)
      child.send(message)
      return await answer
    },
    end: () => {
      if (child.connected) child.disconnect()
      child.kill()
    },
  }
}

async function answerOf<Answer>(child: ChildProcess): Promise<Answer> {
  const stop = new AbortController()
  try {
    const ended = once(child, 'exit', { signal: stop.signal }).then(() => {
      throw new Error(`${child.spawnargs.at(-1)} has ended`)
    })
    const [answer] = (await Promise.race([once(child, 'message', { signal: stop.signal }), ended])) as [Answer]
    return answer
  } finally {
    stop.abort()
  }
}

/** What a load told. */
export function answeredOf({ answered, error }: { readonly answered?: Answered; readonly error?: string }): Answered {
  if (answered === undefined) throw new Error(error ?? 'nothing came')
  return answered
}
