import type { AttemptCommand, Report } from '@router/core'
import { AttemptLife } from './attempt/attempt-life.js'
import { type AttemptContext, openAttempt } from './attempt/open-attempt.js'
import type { Opened } from './attempt/opened.js'
import type { Call } from './call/call.js'
import type { Performed } from './run/run.js'
import type { Running } from './run/running.js'
import type { Served } from './serve/served.js'

/** Performs a command by sending the call to its target. */
export async function performCall(
  call: Call,
  command: AttemptCommand,
  running: Running,
  context: Omit<AttemptContext, 'life'>,
): Promise<Performed<Served>> {
  const life = new AttemptLife(command.timeouts, call.held)
  const off = running.cancellation.on(() => life.stop({ type: 'cancelled' }))
  const opened = await openAttempt(call, command, { ...context, life })
  // A stream that has begun stays bound to the caller's signal until it has ended.
  if (opened.type !== 'begun') off()
  return performed(opened, command.number, running)
}

function performed(opened: Opened, number: number, running: Running): Performed<Served> {
  switch (opened.type) {
    case 'failed': {
      const { reply } = opened
      const report: Report = reply.type === 'cancelled' ? { type: 'cancelled' } : { type: 'failed', number, reply }
      return { report }
    }
    case 'whole': {
      const { answer, usage } = opened
      const report: Report = { type: 'succeeded', number, ...(usage === undefined ? {} : { usage }) }
      return { report, deliver: () => answer }
    }
    case 'begun': {
      const { delivery } = opened
      return {
        report: { type: 'committed', number },
        deliver: () => delivery.serve(running),
        discard: () => delivery.discard(),
      }
    }
  }
}
