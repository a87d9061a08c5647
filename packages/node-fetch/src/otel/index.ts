// Spans of OpenTelemetry for requests and attempts, with the names of its conventions for generative AI. It takes the API
// of OpenTelemetry as an argument, so that nothing has to be installed for those who do without.

import { attempts, requests } from '../observe/channels.js'
import type { ObservedAttempt, ObservedRequest } from '../observe/messages.js'

/** What is used of `@opentelemetry/api`: hand in the module itself. */
export interface OpenTelemetry<C, S extends OpenSpan> {
  readonly trace: {
    getTracer(name: string): { startSpan(name: string, options: SpanStart, context: C): S }
    setSpan(context: C, span: S): C
  }
  readonly context: { active(): C }
}

/** A value of an attribute. */
export type AttributeValue = string | number | boolean

/** How a span starts; `kind` is 0 for what happens inside, 2 for a client. */
export interface SpanStart {
  readonly kind?: number
  readonly attributes?: Record<string, AttributeValue>
}

/** A span under way. */
export interface OpenSpan {
  setAttributes(attributes: Record<string, AttributeValue>): unknown
  addEvent(name: string, attributes?: Record<string, AttributeValue>, time?: number): unknown
  /** 2 is an error. */
  setStatus(status: { readonly code: number; readonly message?: string }): unknown
  end(): void
}

const inside = 0
const client = 2
const failed = 2

/**
 * Makes a span of every request and, below it, of each attempt, of all routers of this process, until the returned function
 * is called. Spans hold names, classes, times and token counts; no prompt, no body and no secret.
 *
 * @example
 * ```ts
 * import { context, trace } from '@opentelemetry/api'
 * import { traceWith } from '@router/node-fetch/otel'
 * const stop = traceWith({ context, trace })
 * console.log(typeof stop) // → function
 * ```
 */
export function traceWith<C, S extends OpenSpan>({ trace, context }: OpenTelemetry<C, S>): () => void {
  const tracer = trace.getTracer('@router/node-fetch')
  const open = new WeakMap<object, { readonly span: S; readonly inside: C }>()

  const start = (message: object, name: string, options: SpanStart, parent: C): void => {
    const span = tracer.startSpan(name, options, parent)
    open.set(message, { span, inside: trace.setSpan(parent, span) })
  }
  const end = (message: object, attributes: Record<string, AttributeValue>, error: string | undefined): void => {
    const { span } = open.get(message) ?? {}
    open.delete(message)
    span?.setAttributes(attributes)
    if (error !== undefined) span?.setStatus({ code: failed, message: error })
    span?.end()
  }

  const ofRequests = {
    start: (message: ObservedRequest) =>
      start(message, `route ${message.operation}`, { kind: inside, attributes: ofRequest(message) }, context.active()),
    asyncEnd: (message: ObservedRequest) => end(message, endOfRequest(message), message.error?.message),
  }
  const ofAttempts = {
    start: (message: ObservedAttempt) => {
      const { request, model } = message
      const parent = open.get(request)?.inside ?? context.active()
      start(message, `${request.operation} ${model}`, { kind: client, attributes: ofAttempt(message) }, parent)
    },
    asyncEnd: (message: ObservedAttempt) => {
      const { committedAt } = message
      if (committedAt !== undefined) open.get(message)?.span.addEvent('router.committed', {}, committedAt)
      end(message, endOfAttempt(message), message.error?.message)
    },
  }
  // The types of the platform want all five.
  requests.subscribe(ofRequests as unknown as Parameters<typeof requests.subscribe>[0])
  attempts.subscribe(ofAttempts as unknown as Parameters<typeof attempts.subscribe>[0])
  return () => {
    requests.unsubscribe(ofRequests as unknown as Parameters<typeof requests.unsubscribe>[0])
    attempts.unsubscribe(ofAttempts as unknown as Parameters<typeof attempts.unsubscribe>[0])
  }
}

type Attributes = Record<string, AttributeValue>

const ofRequest = ({ id, name, operation, stream }: ObservedRequest): Attributes => ({
  'gen_ai.operation.name': operation,
  'gen_ai.request.model': name,
  'router.request.id': id,
  'router.request.stream': stream,
})

const endOfRequest = ({ attempts: made = 0, target, why, failure, retryAt }: ObservedRequest): Attributes => ({
  'router.attempts': made,
  ...(target === undefined ? {} : { 'router.target': target }),
  ...(why === undefined ? {} : { 'router.why': why, 'error.type': failure?.class ?? why }),
  ...(retryAt === undefined ? {} : { 'router.retry_at': retryAt }),
})

const ofAttempt = ({ request, number, target, provider, vendor, model }: ObservedAttempt): Attributes => ({
  'gen_ai.operation.name': request.operation,
  // Whoever has no vendor of its own is read as OpenAI is, and is not OpenAI for that.
  'gen_ai.provider.name': vendor === 'openai' ? provider : (vendors[vendor] ?? vendor),
  'gen_ai.request.model': model,
  'router.attempt.number': number,
  'router.target': target,
})

const endOfAttempt = ({ outcome = 'abandoned', status, failure, cooldown, usage }: ObservedAttempt): Attributes => ({
  'router.attempt.outcome': outcome,
  ...(status === undefined ? {} : { 'http.response.status_code': status }),
  ...(failure === undefined
    ? {}
    : { 'error.type': failure.class, 'router.failure.scope': failure.scope, 'router.failure.rule': failure.rule }),
  ...(cooldown === undefined
    ? {}
    : { 'router.cooldown.scope': cooldown.scope, 'router.cooldown.until': cooldown.until }),
  ...(usage?.inputTokens === undefined ? {} : { 'gen_ai.usage.input_tokens': usage.inputTokens }),
  ...(usage?.outputTokens === undefined ? {} : { 'gen_ai.usage.output_tokens': usage.outputTokens }),
})

/** Vendors that the conventions call otherwise. */
const vendors: Readonly<Record<string, string>> = {
  google: 'gcp.gemini',
  bedrock: 'aws.bedrock',
  mistral: 'mistral_ai',
  xai: 'x_ai',
}
