import {
  type Dialect,
  type Effect,
  type Evidence,
  type Failure,
  type FailureClass,
  failureClasses,
  type Instant,
  type Milliseconds,
  type Reply,
  type RouteRequest,
  type Scope,
  type ScopeName,
  type TargetId,
  type TimeoutPhase,
} from '@router/core'
import { Words } from './words.js'

/** One line of input: when, which requests, and what happens. */
export interface Line {
  /** Absent: at the moment of the line before. */
  readonly at?: Instant
  /** The requests it is about, as `#2` or `#1..10`; none: the one that was last asked without a name. */
  readonly ids: readonly string[]
  readonly action: Action
}

/** What a line makes happen. */
export type Action =
  | {
      readonly type: 'ask' | 'explain'
      readonly request: Omit<RouteRequest, 'id' | 'deadlineAt'>
      readonly deadlineInMs?: Milliseconds
    }
  | Told
  | { readonly type: 'late'; readonly number: number; readonly told: Told }
  | { readonly type: 'cancel' | 'wake' | 'health' }
  | { readonly type: 'suspend'; readonly key: ScopeName; readonly reason?: string }
  | { readonly type: 'resume' | 'clear'; readonly key: ScopeName }
  | { readonly type: 'cool'; readonly key: ScopeName; readonly until: Instant }

/** What is told about an attempt. */
export type Told =
  | { readonly type: 'reply'; readonly reply: Reply }
  /** It failed so, whatever it was that came back. */
  | { readonly type: 'failed'; readonly failure: Failure }
  | { readonly type: 'commit' }
  | { readonly type: 'end'; readonly evidence?: Evidence }

/** Reads one line of input; throws where it makes no sense. */
export function parseLine(text: string): Line {
  const words = new Words(text)
  const at = words.takeIf(/^-?\d+ms$/)
  const before = words.takeIf(/^#/)
  const verb = words.take('a verb')
  const ids = idsOf(before ?? words.takeIf(/^#/))
  return { ids, action: actionOf(verb, words), ...(at === undefined ? {} : { at: Number.parseInt(at, 10) }) }
}

function actionOf(verb: string, words: Words): Action {
  switch (verb) {
    case 'ask':
    case 'explain':
      return { type: verb, ...requestOf(words) }
    case 'cancel':
    case 'wake':
    case 'health':
      return { type: verb }
    case 'late':
      return {
        type: 'late',
        number: Number(words.take('the number of an attempt')),
        told: toldOf(words.take('a reply'), words),
      }
    case 'suspend': {
      const key = words.name('a scope') as ScopeName
      const reason = words.rest()
      return { type: 'suspend', key, ...(reason === '' ? {} : { reason }) }
    }
    case 'resume':
    case 'clear':
      return { type: verb, key: words.name('a scope') as ScopeName }
    case 'cool':
      return {
        type: 'cool',
        key: words.name('a scope') as ScopeName,
        until: msOf(words.take('until=…ms').replace('until=', '')),
      }
    default:
      return toldOf(verb, words)
  }
}

function toldOf(verb: string, words: Words): Told {
  switch (verb) {
    case 'commit':
      return { type: 'commit' }
    case 'end': {
      const evidence = words.rest()
      return { type: 'end', ...(evidence === '' ? {} : { evidence: evidence as Evidence }) }
    }
    case 'failed':
      return { type: 'failed', failure: failureOf(words) }
    default:
      return { type: 'reply', reply: replyOf(verb, words) }
  }
}

function failureOf(words: Words): Failure {
  const kind = words.take('a failure class')
  const scope = words.take('a scope')
  const { retry, effect } = words.pairs()
  if (!failureClasses.some((known) => known === kind)) throw new Error(`${JSON.stringify(kind)} is no failure class`)
  if (!scopes.some((known) => known === scope))
    throw new Error(`${JSON.stringify(scope)} is none of ${scopes.join(', ')}`)
  return {
    class: kind as FailureClass,
    scope: scope as Scope,
    rule: 'transcript',
    ...(retry === undefined ? {} : { retryAfterMs: msOf(retry) }),
    ...(effect === undefined ? {} : { effect: JSON.parse(effect) as Effect }),
  }
}

const scopes: readonly Scope[] = ['request', 'target', 'credential', 'model', 'provider']

function replyOf(verb: string, words: Words): Reply {
  switch (verb) {
    case 'reply':
      return { type: 'response', status: Number(words.take('a status')), headers: words.pairs(), body: words.body() }
    case 'frame': {
      const { event, ...headers } = words.pairs()
      return {
        type: 'stream-event',
        status: 200,
        headers,
        data: words.body(),
        ...(event === undefined ? {} : { event }),
      }
    }
    case 'network': {
      const code = words.take('an error code')
      return { type: 'network', code, ...(words.takeIf(/^reused$/) === undefined ? {} : { reused: true }) }
    }
    case 'timeout':
      return { type: 'timeout', phase: words.take('a phase') as TimeoutPhase }
    case 'empty':
    case 'truncated':
    case 'malformed':
    case 'cancelled':
      return { type: verb }
    default:
      throw new Error(`unknown verb ${JSON.stringify(verb)}`)
  }
}

function requestOf(words: Words): {
  readonly request: Omit<RouteRequest, 'id' | 'deadlineAt'>
  readonly deadlineInMs?: Milliseconds
} {
  const model = words.name()
  const stream = words.takeIf(/^stream$/) !== undefined
  const { pin, deadline, operation, session, dialect, needs, tokens, tried, ...unknown } = words.pairs()
  const [wrong = words.rest()] = Object.keys(unknown)
  if (wrong !== '') throw new Error(`unknown option ${JSON.stringify(wrong)}`)
  const [kind = '', pinned] = pin?.split(/:(.*)/s) ?? []
  return {
    request: {
      model,
      ...(stream ? { stream } : {}),
      ...(pin === undefined ? {} : { pin: { [kind]: pinned } }),
      ...(operation === undefined ? {} : { operation }),
      ...(session === undefined ? {} : { session }),
      ...(dialect === undefined ? {} : { dialect: dialect as Dialect }),
      ...(needs === undefined ? {} : { needs: needs.split(',') }),
      ...(tokens === undefined ? {} : { tokens: Number(tokens) }),
      ...(tried === undefined ? {} : { tried: tried.split(',').map((id) => id as TargetId) }),
    },
    ...(deadline === undefined ? {} : { deadlineInMs: msOf(deadline) }),
  }
}

/** `#2` is one request, `#1..3` are three. */
function idsOf(word: string | undefined): readonly string[] {
  if (word === undefined) return []
  const [, first, last] = /^#(\d+)\.\.(\d+)$/.exec(word) ?? []
  if (first === undefined || last === undefined) return [word.slice(1)]
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => String(Number(first) + index))
}

function msOf(word: string): number {
  if (!/^-?\d+(ms)?$/.test(word)) throw new Error(`${JSON.stringify(word)} is no time; write it like 500ms`)
  return Number.parseInt(word, 10)
}
