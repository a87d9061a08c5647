import type { Arrival } from '../simulate/workload.js'
import type { LogLine } from './read-log.js'

/** The requests of a log, and when they came: a workload that has happened. */
export function arrivalsIn(lines: readonly LogLine[]): readonly Arrival[] {
  return lines.flatMap(({ entry }) => (entry.type === 'begin' ? { at: entry.at, request: entry.request } : []))
}
