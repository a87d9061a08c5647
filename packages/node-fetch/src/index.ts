// The public surface, by hand, in reading order.

export { FailedAttempt } from './attempt/failed-attempt.js'
export { type AskedRequest, createRouter, type Router } from './create-router.js'
export { createRouterFetch } from './create-router-fetch.js'
export type { ObservedAttempt, ObservedFailure, ObservedRequest } from './observe/messages.js'
export { RouterError } from './router-error.js'
export type { RouterOptions } from './router-options.js'
export type { AttemptContext, MakeAttempt } from './run/execute.js'
export type { StepListener } from './run/shell.js'
export { UpstreamsError } from './upstream/check-upstreams.js'
export type { Answer, BodyReader, Send, SendInit } from './upstream/send.js'
export type { Prepare, Secret, Upstream, UpstreamRequest } from './upstream/upstream.js'
