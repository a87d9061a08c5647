import type { OperatorEvent, RouterEvent } from '@router/core'
import type { PlayedMoment } from '../transcripts/moments.js'
import type { PlayedStep } from './play-execution.js'
import type { Played } from './play-history.js'

/** What came to a router in the course of a history, in order; news from elsewhere has no words and is left out. */
export function momentsOf({ steps, events }: Pick<Played, 'steps' | 'events'>): readonly PlayedMoment[] {
  const moments: PlayedMoment[] = []
  let next = 0
  const operateUntil = (end: number): void => {
    for (const event of events.slice(next, end))
      if (isOperators(event)) moments.push({ moment: { type: 'operate', at: event.at, event } })
    next = end
  }
  for (const played of steps) {
    operateUntil(played.eventsBefore ?? next)
    moments.push(momentOf(played))
    next += played.step.events.length
  }
  operateUntil(events.length)
  return moments
}

function momentOf({ now: at, request, execution, report, step }: PlayedStep): PlayedMoment {
  if (report === undefined || execution === undefined) return { moment: { type: 'begin', at, request }, step }
  const late =
    'number' in report && ['failed', 'abandoned'].includes(execution.attempts[report.number - 1]?.outcome ?? '')
  return { moment: { type: 'advance', at, id: request.id, report, late }, step }
}

const isOperators = (event: RouterEvent): event is OperatorEvent =>
  ['scope-suspended', 'scope-resumed', 'cooldown-set', 'cooldown-cleared'].includes(event.type)
