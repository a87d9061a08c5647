import type { AttemptCommand, RouteRequest } from '@router/core'
import type { Cancellation } from '../cancellation.js'
import { observed } from '../observe/request-trace.js'
import { type Performed, run } from './run.js'
import { Running } from './running.js'
import type { Shell } from './shell.js'

/** Begins a request and obeys until there is something to hand to the caller; observers are told of all of it. */
export function runRequest<T>(
  shell: Shell,
  request: RouteRequest,
  cancellation: Cancellation,
  perform: (command: AttemptCommand, running: Running) => Promise<Performed<T>>,
): Promise<T> {
  return observed(request, async (trace) => {
    const running = await Running.begin(shell, request, cancellation, trace)
    return await run(running, (command) => perform(command, running))
  })
}
