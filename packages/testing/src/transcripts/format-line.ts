import type { Failure, Reply, Report } from '@router/core'
import type { Action, Line, Told } from './parse-line.js'

/**
 * A line of input as text: what `parseLine` reads again. A few things have no words in a transcript, such as the status of
 * an event in a stream; they are left out.
 */
export function formatLine({ at, ids, action }: Line): string {
  const time = at === undefined ? [] : [`${at}ms`]
  const [verb, ...rest] = wordsOf(action)
  return [...time, verb, ...ids.map((id) => `#${id}`), ...rest].filter((word) => word !== '').join(' ')
}

/** A report, or a failure whose reply is not known. */
export type Reported = Report | { readonly type: 'failed'; readonly number: number; readonly failure: Failure }

/** What a report is in a transcript. */
export function actionOfReport(report: Reported): Action {
  switch (report.type) {
    case 'cancelled':
      return { type: 'cancel' }
    case 'woke':
      return { type: 'wake' }
    case 'committed':
      return { type: 'commit' }
    case 'succeeded':
      return { type: 'end', ...(report.evidence === undefined ? {} : { evidence: report.evidence }) }
    case 'failed':
      return 'failure' in report ? { type: 'failed', failure: report.failure } : { type: 'reply', reply: report.reply }
  }
}

/** Can a transcript say what this report says? Its attempt is then a late one, or the one under way. */
export function toldOfReport(report: Reported): Told | undefined {
  const action = actionOfReport(report)
  switch (action.type) {
    case 'commit':
    case 'end':
    case 'reply':
    case 'failed':
      return action
    default:
      return undefined
  }
}

function wordsOf(action: Action): readonly string[] {
  switch (action.type) {
    case 'ask':
    case 'explain':
      return [action.type, ...wordsOfRequest(action)]
    case 'late':
      return ['late', String(action.number), ...wordsOf(action.told)]
    case 'suspend':
      return ['suspend', quoted(action.key), action.reason ?? '']
    case 'resume':
    case 'clear':
      return [action.type, quoted(action.key)]
    case 'cool':
      return ['cool', quoted(action.key), `until=${action.until}ms`]
    case 'end':
      return ['end', action.evidence ?? '']
    case 'reply':
      return wordsOfReply(action.reply)
    case 'failed': {
      const { class: kind, scope, retryAfterMs, effect } = action.failure
      const retry = pair('retry', retryAfterMs === undefined ? undefined : `${retryAfterMs}ms`)
      return [
        'failed',
        kind,
        scope,
        ...retry,
        ...pair('effect', effect === undefined ? undefined : JSON.stringify(effect)),
      ]
    }
    default:
      return [action.type]
  }
}

function wordsOfRequest({ request, deadlineInMs }: Extract<Action, { type: 'ask' | 'explain' }>): readonly string[] {
  const { model, stream, pin, operation, session, dialect, needs, tokens, tried } = request
  const [kind, pinned] = Object.entries(pin ?? {})[0] ?? []
  return [
    quoted(model),
    stream ? 'stream' : '',
    ...pair('pin', kind === undefined ? undefined : `${kind}:${pinned}`),
    ...pair('deadline', deadlineInMs === undefined ? undefined : `${deadlineInMs}ms`),
    ...pair('operation', operation),
    ...pair('session', session),
    ...pair('dialect', dialect),
    ...pair('needs', needs?.length === 0 ? undefined : needs?.join()),
    ...pair('tokens', tokens === undefined ? undefined : String(tokens)),
    ...pair('tried', tried?.length === 0 ? undefined : tried?.join()),
  ]
}

function wordsOfReply(reply: Reply): readonly string[] {
  switch (reply.type) {
    case 'response':
      return ['reply', String(reply.status), ...pairs(reply.headers), oneLine(reply.body)]
    case 'stream-event':
      return ['frame', ...pair('event', reply.event), ...pairs(reply.headers), oneLine(reply.data)]
    case 'network':
      return [
        'network',
        String(reply.code ?? reply.name ?? 'unknown').replaceAll(/\s/g, '-'),
        reply.reused ? 'reused' : '',
      ]
    case 'timeout':
      return ['timeout', reply.phase]
    default:
      return [reply.type]
  }
}

const pair = (key: string, value: string | undefined): readonly string[] =>
  value === undefined ? [] : [`${key}=${quoted(value)}`]

/** Headers whose names a transcript can hold. */
const pairs = (all: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(all).flatMap(([key, value]) => (/^[a-z][\w-]*$/.test(key) ? pair(key, value) : []))

const quoted = (name: string): string => (name === '' || /[\s"#]/.test(name) ? JSON.stringify(name) : name)

/** A body as the rest of a line: as it is where it is one line and reads back so, else in quotes. */
const oneLine = (text: string): string =>
  /^[\s"#]|\s$|[\n\r\u2028\u2029]|^[a-z][\w-]*=/.test(text) ? JSON.stringify(text) : text
