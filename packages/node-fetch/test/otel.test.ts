import { AsyncLocalStorage } from 'node:async_hooks'
import {
  type Context,
  type ContextManager,
  context,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { traceWith } from '@router/node-fetch/otel'
import { expect, it, onTestFinished } from 'vitest'
import { answerWell } from './support/openai.js'
import { routerTo } from './support/router.js'
import { httpUpstream } from './support/upstream.js'

/** The least that OpenTelemetry needs to know what runs inside what. */
class Contexts implements ContextManager {
  readonly #storage = new AsyncLocalStorage<Context>()
  active(): Context {
    return this.#storage.getStore() ?? ROOT_CONTEXT
  }
  with<A extends unknown[], F extends (...args: A) => ReturnType<F>>(
    inner: Context,
    work: F,
    receiver?: ThisParameterType<F>,
    ...args: A
  ): ReturnType<F> {
    return this.#storage.run(inner, () => work.apply(receiver, args))
  }
  bind<T>(_: Context, target: T): T {
    return target
  }
  enable(): this {
    return this
  }
  disable(): this {
    return this
  }
}

function tracing() {
  const exporter = new InMemorySpanExporter()
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
  context.setGlobalContextManager(new Contexts())
  trace.setGlobalTracerProvider(provider)
  const stop = traceWith({ context, trace })
  onTestFinished(() => {
    stop()
    trace.disable()
    context.disable()
  })
  return { exporter, tracer: provider.getTracer('test') }
}

it('a request is a span inside the caller’s, and each attempt a span of a client inside that, with the names of the conventions', async () => {
  const { exporter, tracer } = tracing()
  const limited = await httpUpstream((_, response) => void response.writeHead(429, { 'retry-after': '30' }).end('{}'))
  const well = await httpUpstream(({ body }, response) => answerWell(body, response, 'x'))
  const { ask } = routerTo(
    { limited: limited.url, google: well.url },
    {
      providers: { limited: {}, google: { dialect: 'openai', vendor: 'google' } },
      aliases: { any: { targets: ['limited/m', 'google/g'], strategy: 'fill-first' } },
    },
  )
  await tracer.startActiveSpan('of the caller', async (span) => {
    await (await ask()).text()
    span.end()
  })

  const [first, second, request, caller] = exporter.getFinishedSpans()
  expect(request?.name).toBe('route chat')
  expect(request?.kind).toBe(SpanKind.INTERNAL)
  expect(request?.parentSpanContext?.spanId).toBe(caller?.spanContext().spanId)
  expect(request?.attributes).toMatchObject({
    'gen_ai.operation.name': 'chat',
    'gen_ai.request.model': 'any',
    'router.attempts': 2,
    'router.target': 'google/default/g',
  })
  expect([first, second].map((span) => [span?.name, span?.kind, span?.parentSpanContext?.spanId])).toEqual([
    ['chat m', SpanKind.CLIENT, request?.spanContext().spanId],
    ['chat g', SpanKind.CLIENT, request?.spanContext().spanId],
  ])
  expect(first?.status.code).toBe(SpanStatusCode.ERROR)
  expect(first?.attributes).toMatchObject({
    'gen_ai.provider.name': 'limited',
    'error.type': 'rate-limited',
    'http.response.status_code': 429,
    'router.failure.scope': 'target',
    'router.cooldown.scope': 'target:limited/default/m',
  })
  expect(second?.status.code).toBe(SpanStatusCode.UNSET)
  expect(second?.attributes).toMatchObject({
    'gen_ai.provider.name': 'gcp.gemini',
    'gen_ai.request.model': 'g',
    'gen_ai.usage.input_tokens': 3,
    'gen_ai.usage.output_tokens': 5,
  })
})

it('a span of a stream ends with the stream, and knows when it was committed', async () => {
  const { exporter } = tracing()
  const well = await httpUpstream(({ body }, response) => answerWell(body, response, 'x'))
  const { ask } = routerTo({ well: well.url })
  const response = await ask({ stream: true })
  expect(exporter.getFinishedSpans()).toEqual([])
  await response.text()
  expect(exporter.getFinishedSpans().map(({ name }) => name)).toEqual(['chat m', 'route chat'])
  expect(exporter.getFinishedSpans()[0]?.events.map(({ name }) => name)).toEqual(['router.committed'])
})

it('a request that fails is a span with an error; no prompt and no secret is in any of them; and it can be stopped', async () => {
  const { exporter } = tracing()
  const { ask } = routerTo({
    quoting: (
      await httpUpstream(
        ({ headers, body }, response) => void response.writeHead(400).end(`${headers.authorization} ${body}`),
      )
    ).url,
  })
  await ask({ messages: [{ role: 'user', content: 'my own prompt' }] })
  const [, request] = exporter.getFinishedSpans()
  expect(request?.status.code).toBe(SpanStatusCode.ERROR)
  expect(request?.attributes).toMatchObject({ 'router.why': 'refused', 'error.type': 'invalid-request' })
  const text = JSON.stringify(
    exporter.getFinishedSpans().map(({ name, attributes, events, status }) => [name, attributes, events, status]),
  )
  for (const word of ['my own prompt', 'secret-of', 'of-the-caller']) expect(text).not.toContain(word)

  exporter.reset()
  traceWith({ context, trace })()
  expect(exporter.getFinishedSpans()).toEqual([])
})
