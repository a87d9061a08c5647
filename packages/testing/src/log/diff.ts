import type { Execution, FailedWhy, Instant, Milliseconds, Policy, TargetId } from '@router/core'
import { JudgedReplies } from '../play/judged-replies.js'
import { Run } from '../simulate/simulate.js'
import { arrivalsIn } from './arrivals-in.js'
import { type LogLine, readLog } from './read-log.js'
import { RecordedWorld } from './recorded-world.js'

/** What another policy would have changed. */
export interface Diff {
  readonly requests: number
  /** Those whose fate differs, in the order in which they came. */
  readonly changes: readonly Change[]
  /** Requests whose fate hangs on a target of which the log knows nothing: it is taken to serve as fast as the others. */
  readonly guessed: readonly string[]
}

/** One request whose fate differs. */
export interface Change {
  readonly id: string
  readonly at: Instant
  /** Another target serves it, it waits longer or shorter, it fails now, it is served now, or it fails otherwise. */
  readonly how: 'moved' | 'waited' | 'failed' | 'served' | 'failed otherwise'
  readonly before: Fate
  readonly after: Fate
}

/** What became of a request. */
export interface Fate {
  /** Who served it; absent where nobody did. */
  readonly target?: TargetId
  /** Why nobody did. */
  readonly why?: FailedWhy
  readonly attempts: number
  readonly waitedMs: Milliseconds
  /** From its arrival to its end. */
  readonly tookMs: Milliseconds
}

/**
 * Which requests of a log would have moved, waited or failed under another policy. Both policies are played against what
 * the log says of the upstreams, so what differs is the policies' doing.
 */
export function diff(before: Policy, after: Policy, log: string | Iterable<string>): Diff {
  const lines = readLog(log)
  const [one, other] = [played(before, lines), played(after, lines)]
  const changes = arrivalsIn(lines).flatMap(({ at, request: { id } }): readonly Change[] => {
    const [was, is] = [one.fates.get(id), other.fates.get(id)]
    if (was === undefined || is === undefined) return []
    const how = changeOf(was, is)
    return how === undefined ? [] : [{ id, at, how, before: was, after: is }]
  })
  return { requests: one.fates.size, changes, guessed: [...new Set([...one.guessed, ...other.guessed])] }
}

function played(
  policy: Policy,
  lines: readonly LogLine[],
): { readonly fates: ReadonlyMap<string, Fate>; readonly guessed: ReadonlySet<string> } {
  const judged = new JudgedReplies()
  const world = new RecordedWorld(policy, judged, lines)
  const fates = new Map<string, Fate>()
  const onEnd = ({ at, execution }: { readonly at: Instant; readonly execution: Execution }): void => {
    fates.set(execution.request.id, fateOf(execution, at))
  }
  new Run(judged.judging(policy), world, { onEnd }).play(arrivalsIn(lines))
  return { fates, guessed: world.guessed }
}

function fateOf({ phase, attempts, waitedMs, beganAt }: Execution, at: Instant): Fate {
  const target = attempts.at(-1)?.target
  const end = phase.type === 'failed' ? { why: phase.error.why } : target === undefined ? {} : { target }
  return { ...end, attempts: attempts.length, waitedMs, tookMs: at - beganAt }
}

function changeOf(before: Fate, after: Fate): Change['how'] | undefined {
  if (before.why !== undefined || after.why !== undefined) {
    if (before.why === after.why) return undefined
    return before.why === undefined ? 'failed' : after.why === undefined ? 'served' : 'failed otherwise'
  }
  if (before.target !== after.target) return 'moved'
  return before.waitedMs === after.waitedMs ? undefined : 'waited'
}
