import { randomUUID } from 'node:crypto'
import {
  type Explanation,
  explain,
  inspect,
  type Policy,
  type RouteRequest,
  reduce,
  type ScopeReport,
} from '@router/core'
import { memoryStore } from '@router/memory-store'
import type { Call } from './call/call.js'
import type { IncomingRequest } from './call/incoming-request.js'
import { readCall } from './call/read-call.js'
import { readMessage } from './call/read-message.js'
import { UnreadableCall } from './call/unreadable-call.js'
import { Cancellation } from './cancellation.js'
import { systemNow } from './clock.js'
import { performCall } from './perform-call.js'
import { RouterError } from './router-error.js'
import type { RouterOptions } from './router-options.js'
import { type MakeAttempt, performBy } from './run/execute.js'
import { runRequest } from './run/run-request.js'
import { Shell, type StepListener } from './run/shell.js'
import { errorBody, failureServed } from './serve/failure-served.js'
import { handOn } from './serve/hand-on.js'
import type { OutgoingResponse } from './serve/outgoing-response.js'
import { responseOf } from './serve/response-of.js'
import type { Served } from './serve/served.js'
import { checkUpstreams, UpstreamsError } from './upstream/check-upstreams.js'
import { secretOf } from './upstream/secret-of.js'
import { senderOf } from './upstream/sender.js'
import type { Upstream } from './upstream/upstream.js'

/** A request without an id gets one. */
export type AskedRequest = Omit<RouteRequest, 'id'> & { readonly id?: string }

/** A router under way: everything that is not pure about it. */
export interface Router {
  /** A drop-in `fetch`: routes by the model that a request names. Failures come back as responses; it rejects only with the caller's abort reason. */
  readonly fetch: typeof globalThis.fetch
  /**
   * A listener for servers of `node:http`: answers as `fetch` would, without the platform's web objects, which cost a gateway
   * as much as the routing. A client that leaves cancels; an answer that breaks off breaks off for the client, too. Resolves
   * when the connection has been given all of it, and never rejects.
   */
  readonly handle: (request: IncomingRequest, response: OutgoingResponse) => Promise<void>
  /**
   * Routes one request over any HTTP layer or SDK. Rejects with a RouterError, or with the reason of `signal`. What `attempt`
   * throws is a failure of its target, a mistake in its own code too: that one is the `cause` of the RouterError.
   */
  readonly execute: <T>(
    request: AskedRequest,
    attempt: MakeAttempt<T>,
    options?: { readonly signal?: AbortSignal },
  ) => Promise<T>
  /** What would be decided now, and why. */
  readonly explain: (request: AskedRequest) => Promise<Explanation>
  /** What is known of whom, for people. */
  readonly inspect: () => Promise<readonly ScopeReport[]>
  /** Another policy, and where its providers are, for the requests that begin from now on. Refused as a whole if they do not go together. */
  readonly update: (policy: Policy, upstreams?: Readonly<Record<string, Upstream>>) => Promise<void>
  /** Hears every step of every request, until the returned function is called. */
  readonly on: (listener: StepListener) => () => void
}

/**
 * A router over real HTTP: the loop that obeys the core's commands. Throws an UpstreamsError where providers or credentials
 * of the policy have no upstream.
 *
 * @example
 * ```ts
 * import { definePolicy } from '@router/core'
 * import { createRouter } from '@router/node-fetch'
 * const router = createRouter({
 *   policy: definePolicy({ providers: { openai: { models: ['gpt-4o'] } } }),
 *   upstreams: { openai: { baseUrl: 'https://api.openai.com/v1', credentials: { default: 'secret' } } },
 * })
 * const answer = await router.execute({ model: 'gpt-4o' }, async ({ target }) => `${target.model} says hello`)
 * console.log(answer) // → gpt-4o says hello
 * ```
 */
export function createRouter(options: RouterOptions): Router {
  const {
    store = memoryStore(),
    fetch: send = globalThis.fetch,
    describe,
    rewriteModel = false,
    now = systemNow(),
  } = options
  let { upstreams } = options
  checkUpstreams(options.policy, upstreams)
  if (typeof store.swap !== 'function')
    throw new UpstreamsError([{ path: 'store', message: 'must be a store, which has swap' }])
  const shell = new Shell(options.policy, store, now)
  const answered = new Set<string>()
  const sender = senderOf(send)

  const route = async (call: Call, cancellation: Cancellation): Promise<Served> => {
    const { dialect, operation } = call.endpoint
    const asked = { id: randomUUID(), model: call.model, dialect, operation, stream: call.stream }
    const described = describe?.({ headers: new Headers(call.headers), body: call.body })
    const request = described === undefined ? asked : { ...asked, ...described, id: asked.id }
    const known = upstreams
    const renamed = rewriteModel ? call.model : undefined
    return await runRequest(shell, request, cancellation, (command, running) => {
      const upstream = upstreamOf(known, command.target.provider)
      return performCall(call, command, running, { upstream, send: sender, renamed, answered })
    })
  }

  /** Whatever comes of a request but what only its caller can be told: that it has cancelled. */
  const served = async (reading: Promise<Call>, cancellation: Cancellation): Promise<Served> => {
    try {
      const call = await reading
      if (cancellation.isCancelled) throw cancellation.reason
      return await route(call, cancellation)
    } catch (error) {
      cancellation.dispose()
      if (error instanceof UnreadableCall) return refusal(error)
      if (!(error instanceof RouterError) || error.error.why === 'cancelled') throw error
      return failureServed(error.execution, error.error, error.at)
    }
  }

  return {
    fetch: async (input, init = {}) => {
      const signal = init.signal ?? (input instanceof Request ? input.signal : undefined)
      const cancellation = new Cancellation(signal)
      return responseOf(await served(readCall(input, init, cancellation), cancellation))
    },
    handle: async (request, response) => {
      const cancellation = new Cancellation()
      response.on('close', () => {
        if (!response.writableFinished) cancellation.cancel(new Error('the client has left'))
      })
      try {
        const answer = await served(readMessage(request), cancellation)
        // What was refused before it had all come would stand in the way of the next request.
        if (!request.complete) response.shouldKeepAlive = false
        await handOn(answer, response)
      } catch {
        // The client has left, or what it sent broke off: nobody is there to be told.
        response.destroy()
      }
    },
    execute: async (request, attempt, { signal } = {}) => {
      signal?.throwIfAborted()
      const known = upstreams
      return await runRequest(shell, requestOf(request), new Cancellation(signal), (command, running) => {
        const { target, refresh = false } = command
        const secret = async () => await secretOf(target, upstreamOf(known, target.provider), refresh)
        return performBy(attempt, command, running, secret)
      })
    },
    explain: async (request) => explain(shell.policy, await shell.read(), requestOf(request), now()),
    inspect: async () => inspect(shell.policy, await shell.read(), now()),
    update: async (policy, others = upstreams) => {
      checkUpstreams(policy, others)
      upstreams = others
      shell.policy = policy
      await shell.learn((snapshot, at) => reduce(policy, snapshot, { type: 'policy-changed', at }))
    },
    on: (listener) => shell.on(listener),
  }
}

/** What names no model, because nobody has looked at it yet, asks for a name that nobody has. */
const requestOf = (request: AskedRequest): RouteRequest => ({
  ...request,
  id: request.id ?? randomUUID(),
  model: String(request.model),
})

const refusal = ({ status, message }: UnreadableCall): Served => ({
  status,
  headers: { 'content-type': 'application/json', 'x-should-retry': 'false', 'x-router-attempts': '0' },
  body: JSON.stringify(errorBody('openai', message, 'invalid_request', status)),
})

function upstreamOf(upstreams: Readonly<Record<string, Upstream>>, provider: string): Upstream {
  const upstream = Object.hasOwn(upstreams, provider) ? upstreams[provider] : undefined
  if (upstream === undefined) throw new TypeError(`the router has no upstream ${provider}`)
  return upstream
}
