/**
 * What somebody writes who wants a drop-in `fetch` for one upstream and no failover: it rewrites the model, carries a
 * timeout signal, and observes the body to know when the answer ended. The bar for `createRouterFetch`.
 */
export function handWrittenFetch(baseUrl: string, model: string, timeoutMs: number, ended: () => void): typeof fetch {
  return async (input, init) => {
    const controller = new AbortController()
    const timer = setTimeout(() => controller.abort(new Error('no answer in time')), timeoutMs)
    const path = new URL(input instanceof Request ? input.url : input).pathname
    const body = JSON.stringify({ ...(JSON.parse(String(init?.body)) as object), model })
    const headers = new Headers(init?.headers)
    headers.set('authorization', 'Bearer made-up')
    const response = await fetch(baseUrl + path, { ...init, body, headers, signal: controller.signal })
    const { status, statusText } = response
    const observed = observe(response.body, () => {
      clearTimeout(timer)
      ended()
    })
    return new Response(observed, { status, statusText, headers: response.headers })
  }
}

/** The same bytes, and a call when they end. Reading by hand costs less than a TransformStream. */
function observe(body: ReadableStream<Uint8Array> | null, ended: () => void): ReadableStream<Uint8Array> | null {
  if (body === null) return null
  const reader = body.getReader()
  return new ReadableStream({
    pull: async (writer) => {
      const { done, value } = await reader.read()
      if (!done) return writer.enqueue(value)
      ended()
      writer.close()
    },
    cancel: (reason) => reader.cancel(reason),
  })
}
