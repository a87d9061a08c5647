import type { AttemptCommand, Report } from '@router/core'
import type { Running } from './running.js'

/** What an attempt came to: the report for the core, and what is handed to the caller if the core agrees. */
export interface Performed<T> {
  readonly report: Report
  /** Hands it over; only where there is something to hand over. */
  readonly deliver?: () => T
  /** Drops it: the request has ended otherwise. */
  readonly discard?: () => void
}

/**
 * The loop: obeys commands and reports what came of them, until there is something to hand to the caller. Throws the
 * caller's own reason where it cancelled, else a RouterError.
 */
export async function run<T>(
  running: Running,
  perform: (command: AttemptCommand) => Promise<Performed<T>>,
): Promise<T> {
  let performed: Performed<T> | undefined
  for (;;) {
    const { command } = running.step
    switch (command.type) {
      case 'attempt':
        performed = await running.attempt(command, perform)
        await running.report(performed.report)
        break
      case 'wait':
        await running.wait(command.until)
        break
      case 'deliver':
      case 'finish': {
        if (command.type === 'finish') running.finish()
        if (performed?.deliver === undefined) throw new TypeError('nothing was performed that could be delivered')
        return performed.deliver()
      }
      case 'fail': {
        performed?.discard?.()
        running.finish()
        throw running.errorOf(running.step)
      }
    }
  }
}
