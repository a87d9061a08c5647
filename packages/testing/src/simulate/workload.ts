import type { Instant, Milliseconds, RouteRequest } from '@router/core'
import { chance } from './chance.js'
import { Queue } from './queue.js'

/** A request, and when it comes. */
export interface Arrival {
  readonly at: Instant
  readonly request: RouteRequest
}

/** Requests in the order in which they come, made up from a seed: the same seed, the same requests. */
export type Workload = (seed: number) => Iterable<Arrival>

/** What the requests of a workload are like. */
export interface Asked {
  /** The name that is asked for. */
  readonly model: string
  /** How many requests there are. */
  readonly requests: number
  readonly stream?: boolean
  /** Tokens of a prompt, evenly between these. */
  readonly tokens?: { readonly min: number; readonly max: number }
}

/**
 * Requests that know nothing of one another: so many in a second, on average.
 *
 * @example
 * ```ts
 * import { poisson } from '@router/testing'
 * const arrivals = [...poisson({ model: 'fast', requests: 1_000, perSecond: 10 })(1)]
 * console.log(arrivals.length, Math.round((arrivals.at(-1)?.at ?? 0) / 10_000)) // → 1000 10
 * ```
 */
export function poisson({ perSecond, ...asked }: Asked & { readonly perSecond: number }): Workload {
  return function* (seed) {
    let at = 0
    for (let index = 0; index < asked.requests; index++) {
      at += (-Math.log(chance(seed, index, 1)) / perSecond) * 1_000
      yield { at: Math.round(at), request: requestOf(asked, seed, index) }
    }
  }
}

/** So many requests at the same moment, again and again. */
export function bursts({
  size,
  everyMs,
  ...asked
}: Asked & { readonly size: number; readonly everyMs: Milliseconds }): Workload {
  return function* (seed) {
    for (let index = 0; index < asked.requests; index++)
      yield { at: Math.floor(index / size) * everyMs, request: requestOf(asked, seed, index) }
  }
}

/**
 * Conversations: each begins by itself, so many in a second on average, and asks `turns` times with some thought between.
 * Requests of one conversation name the same session.
 */
export function sessions({
  perSecond,
  turns,
  thinkMs,
  ...asked
}: Asked & { readonly perSecond: number; readonly turns: number; readonly thinkMs: Milliseconds }): Workload {
  return function* (seed) {
    const count = Math.ceil(asked.requests / turns)
    const due = new Queue<{
      readonly at: number
      readonly order: number
      readonly session: number
      readonly turn: number
    }>()
    let order = 0
    let begun = 0
    let begunAt = 0
    for (let index = 0; index < asked.requests; index++) {
      // Conversations that begin before the next turn of one that has begun; at least one, where nobody is under way.
      while (begun < count && begunAt <= (due.first?.at ?? Number.POSITIVE_INFINITY)) {
        begunAt += (-Math.log(chance(seed, begun, 1)) / perSecond) * 1_000
        due.add({ at: begunAt, order: order++, session: begun++, turn: 0 })
      }
      const next = due.take()
      if (next === undefined) return
      const { at, session, turn } = next
      yield { at: Math.round(at), request: { ...requestOf(asked, seed, index), session: `s${session + 1}` } }
      if (turn + 1 === turns) continue
      const thoughtMs = -Math.log(chance(seed, session, turn, 2)) * thinkMs
      due.add({ at: at + thoughtMs, order: order++, session, turn: turn + 1 })
    }
  }
}

/** Several workloads at once; the ids of their requests tell them apart. */
export function together(...workloads: readonly Workload[]): Workload {
  return function* (seed) {
    const streams = workloads.map((workload, index) => workload(seed + index)[Symbol.iterator]())
    const heads = streams.map((stream) => stream.next())
    for (;;) {
      let first = -1
      let earliest = Number.POSITIVE_INFINITY
      for (let index = 0; index < heads.length; index++) {
        const head = heads[index]
        if (head?.done !== false || head.value.at >= earliest) continue
        first = index
        earliest = head.value.at
      }
      const stream = streams[first]
      if (stream === undefined) return
      const { at, request } = (heads[first] as IteratorYieldResult<Arrival>).value
      yield { at, request: { ...request, id: `${first + 1}-${request.id}` } }
      heads[first] = stream.next()
    }
  }
}

function requestOf({ model, stream, tokens }: Asked, seed: number, index: number): RouteRequest {
  const id = `r${index + 1}`
  if (tokens === undefined) return stream ? { id, model, stream } : { id, model }
  const size = Math.round(tokens.min + chance(seed, index, 3) * (tokens.max - tokens.min))
  return { id, model, tokens: size, ...(stream ? { stream } : {}) }
}
