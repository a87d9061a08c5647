import type { LogEntry } from './entry.js'

/** A line of a log, and what stands in it. */
export interface LogLine {
  /** Counted from 1. */
  readonly number: number
  readonly text: string
  readonly entry: LogEntry
}

/** Reads a log; blank lines are nothing. A line that is none of a log throws an error that names it. */
export function readLog(log: string | Iterable<string>): readonly LogLine[] {
  const lines = typeof log === 'string' ? log.split('\n') : [...log].map((line) => line.replace(/\n$/, ''))
  return lines.flatMap((text, index) =>
    text.trim() === '' ? [] : [{ number: index + 1, text, entry: entryOf(text, index + 1) }],
  )
}

const types: readonly string[] = ['policy', 'begin', 'advance', 'learn'] satisfies readonly LogEntry['type'][]

function entryOf(text: string, number: number): LogEntry {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new Error(`line ${number} of the log is no JSON: ${String(error)}`, { cause: error })
  }
  const { type } = (value ?? {}) as { type?: unknown }
  if (typeof type === 'string' && types.includes(type)) return value as LogEntry
  throw new Error(
    `line ${number} of the log is none: its type is ${JSON.stringify(type)}, not one of ${types.join(', ')}`,
  )
}
