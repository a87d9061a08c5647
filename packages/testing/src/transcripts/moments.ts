import type { Instant, OperatorEvent, RouteRequest, Step } from '@router/core'
import { actionOfReport, formatLine, type Reported, toldOfReport } from './format-line.js'
import { lineOfEvent, linesOfStep } from './lines-of.js'
import type { Action, Line } from './parse-line.js'

/** One thing that came to a router, and when. */
export type Moment =
  | { readonly type: 'begin'; readonly at: Instant; readonly request: RouteRequest }
  | {
      readonly type: 'advance'
      readonly at: Instant
      readonly id: string
      readonly report: Reported
      readonly late: boolean
    }
  | { readonly type: 'operate'; readonly at: Instant; readonly event: OperatorEvent }

/** A moment, and the step that was made of it, if it was one. */
export interface PlayedMoment {
  readonly moment: Moment
  readonly step?: Step
}

/** A life as a transcript: each moment and, indented, what the core made of it. */
export function linesOfMoments(moments: readonly PlayedMoment[]): readonly string[] {
  return moments.flatMap(({ moment, step }) => {
    const who = moment.type === 'operate' ? '' : `#${idOf(moment)} `
    return [inputLine(moment), ...outputLines(moment, step).map((line) => `  ${who}${line}`)]
  })
}

const idOf = (moment: Exclude<Moment, { type: 'operate' }>): string =>
  moment.type === 'begin' ? moment.request.id : moment.id

/** What came, as a line of input. */
export function inputLine(moment: Moment): string {
  return formatLine(lineOf(moment))
}

function lineOf(moment: Moment): Line {
  const { at } = moment
  switch (moment.type) {
    case 'begin': {
      const { id, deadlineAt, ...request } = moment.request
      const deadline = deadlineAt === undefined ? {} : { deadlineInMs: deadlineAt - at }
      return { at, ids: [id], action: { type: 'ask', request, ...deadline } }
    }
    case 'advance':
      return { at, ids: [moment.id], action: actionOf(moment) }
    case 'operate':
      return { at, ids: [], action: operation(moment.event) }
  }
}

function actionOf({ report, late }: Extract<Moment, { type: 'advance' }>): Action {
  const told = toldOfReport(report)
  return late && told !== undefined && 'number' in report
    ? { type: 'late', number: report.number, told }
    : actionOfReport(report)
}

function operation(event: OperatorEvent): Action {
  const { key } = event
  switch (event.type) {
    case 'scope-suspended':
      return { type: 'suspend', key, ...(event.reason === undefined ? {} : { reason: event.reason }) }
    case 'scope-resumed':
      return { type: 'resume', key }
    case 'cooldown-cleared':
      return { type: 'clear', key }
    case 'cooldown-set':
      return { type: 'cool', key, until: event.until }
  }
}

function outputLines(moment: Moment, step: Step | undefined): readonly string[] {
  if (moment.type === 'operate') return lineOfEvent(moment.event)
  if (step === undefined) return []
  const late = moment.type === 'advance' && moment.late
  const lines = late ? step.events.flatMap(lineOfEvent) : linesOfStep(step)
  return lines.length === 0 ? ['· nothing is learnt'] : lines
}
