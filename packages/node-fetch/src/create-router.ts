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
import { readCall, UnreadableCall } from './call/read-call.js'
import { systemNow } from './clock.js'
import { errorBody } from './failure-response.js'
import { performCall } from './perform-call.js'
import { RouterError } from './router-error.js'
import type { RouterOptions } from './router-options.js'
import { type MakeAttempt, performBy } from './run/execute.js'
import { runRequest } from './run/run-request.js'
import { Shell, type StepListener } from './run/shell.js'
import { checkUpstreams } from './upstream/check-upstreams.js'
import { secretOf } from './upstream/secret-of.js'
import type { Upstream } from './upstream/upstream.js'

/** A request without an id gets one. */
export type AskedRequest = Omit<RouteRequest, 'id'> & { readonly id?: string }

/** A router under way: everything that is not pure about it. */
export interface Router {
  /** A drop-in `fetch`: routes by the model that a request names. Failures come back as responses; it rejects only with the caller's abort reason. */
  readonly fetch: typeof globalThis.fetch
  /**
   * Routes one request over any HTTP layer or SDK. Rejects with a RouterError, or with the reason of `signal`.
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
  const shell = new Shell(options.policy, store, now)
  const answered = new Set<string>()

  const route = async (call: Call): Promise<Response> => {
    const { dialect, operation } = call.endpoint
    const asked = { model: call.model, dialect, operation, ...(call.stream ? { stream: true } : {}) }
    const request = { ...asked, ...describe?.({ headers: call.headers, body: call.body }), id: randomUUID() }
    const known = upstreams
    const renamed = rewriteModel ? call.model : undefined
    return await runRequest(shell, request, call.signal, (command, running) => {
      const upstream = upstreamOf(known, command.target.provider)
      return performCall(call, command, running, { upstream, send, renamed, answered })
    })
  }

  return {
    fetch: async (input, init) => {
      const call = await readCall(input, init).catch((error: unknown) => {
        if (error instanceof UnreadableCall) return error
        throw error
      })
      if (call instanceof UnreadableCall) return refusal(call.status, call.message)
      if (call.model === '') return refusal(400, 'the request names no model: send JSON with a top-level "model"')
      call.signal?.throwIfAborted()
      try {
        return await route(call)
      } catch (error) {
        if (error instanceof RouterError && error.error.why !== 'cancelled') return error.toResponse()
        throw error
      }
    },
    execute: async (request, attempt, { signal } = {}) => {
      signal?.throwIfAborted()
      const known = upstreams
      const asked = { ...request, id: request.id ?? randomUUID() }
      return await runRequest(shell, asked, signal, (command, running) => {
        const { target, refresh = false } = command
        const secret = () => secretOf(target, upstreamOf(known, target.provider), refresh)
        return performBy(attempt, command, running, secret)
      })
    },
    explain: async (request) =>
      explain(shell.policy, await shell.read(), { ...request, id: request.id ?? randomUUID() }, now()),
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

const refusal = (status: number, message: string): Response =>
  Response.json(errorBody('openai', message, 'invalid_request', status), {
    status,
    headers: { 'x-should-retry': 'false', 'x-router-attempts': '0' },
  })

function upstreamOf(upstreams: Readonly<Record<string, Upstream>>, provider: string): Upstream {
  const upstream = Object.hasOwn(upstreams, provider) ? upstreams[provider] : undefined
  if (upstream === undefined) throw new TypeError(`the router has no upstream ${provider}`)
  return upstream
}
