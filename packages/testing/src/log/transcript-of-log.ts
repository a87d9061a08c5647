import type { OperatorEvent, PolicyOptions } from '@router/core'
import { inputLine, type Moment } from '../transcripts/moments.js'
import { playTranscript } from '../transcripts/play-transcript.js'
import type { LogEntry, LoggedEvent } from './entry.js'
import { readLog } from './read-log.js'

/**
 * A log as a transcript file: its policy, a line `----`, and what happened with what core does about it now. A transcript
 * has one policy and begins with nothing known: of a log that changes it, only what comes before is told.
 */
export function transcriptOfLog(log: string | Iterable<string>, options: PolicyOptions = {}): string {
  const [first, ...rest] = readLog(log).map(({ entry }) => entry)
  if (first?.type !== 'policy') throw new Error('a log begins with its policy')
  const end = rest.findIndex(({ type }) => type === 'policy')
  const script = (end < 0 ? rest : rest.slice(0, end)).flatMap(linesOf)
  return `${JSON.stringify(first.policy, undefined, 2)}\n----\n${playTranscript(first.policy, script.join('\n'), options)}\n`
}

function linesOf(entry: LogEntry): readonly string[] {
  switch (entry.type) {
    case 'policy':
      return []
    case 'begin':
      return [inputLine({ type: 'begin', at: entry.at, request: entry.request })]
    case 'advance': {
      const { at, id, report } = entry
      return [inputLine({ type: 'advance', at, id, report, late: false })]
    }
    case 'learn': {
      const moment = momentOf(entry.event, entry.at)
      return [
        moment === undefined
          ? `// ${entry.at}ms ${entry.event.type}, which a transcript cannot say`
          : inputLine(moment),
      ]
    }
  }
}

const operators: readonly string[] = [
  'scope-suspended',
  'scope-resumed',
  'cooldown-set',
  'cooldown-cleared',
] satisfies readonly OperatorEvent['type'][]

const isOperators = (event: LoggedEvent): event is OperatorEvent => operators.includes(event.type)

const momentOf = (event: LoggedEvent, at: number): Moment | undefined =>
  isOperators(event) ? { type: 'operate', at, event } : undefined
