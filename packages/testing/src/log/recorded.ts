import type { Workload } from '../simulate/workload.js'
import { arrivalsIn } from './arrivals-in.js'
import { readLog } from './read-log.js'

/** The requests of a recorded log, when they came: a workload that has happened. */
export function recorded(log: string | Iterable<string>): Workload {
  const arrivals = arrivalsIn(readLog(log))
  return () => arrivals
}
