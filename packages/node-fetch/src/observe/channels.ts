import { type TracingChannel, tracingChannel } from 'node:diagnostics_channel'
import type { ObservedAttempt, ObservedRequest } from './messages.js'

/** Tells of every request: `tracing:router:request:start`, `end`, `error`, `asyncStart` and `asyncEnd`. */
export const requests: TracingChannel<unknown, ObservedRequest> = tracingChannel<unknown, ObservedRequest>(
  'router:request',
)

/** Tells of every attempt of a request, likewise. */
export const attempts: TracingChannel<unknown, ObservedAttempt> = tracingChannel<unknown, ObservedAttempt>(
  'router:attempt',
)

const observed = [requests, attempts].flatMap(({ start, asyncEnd, error }) => [start, asyncEnd, error])

/** Does anybody listen? Observing costs nothing where nobody does. */
export const isObserved = (): boolean => observed.some(({ hasSubscribers }) => hasSubscribers)
