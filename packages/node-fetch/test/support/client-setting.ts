import type { ServerResponse } from 'node:http'
import { type Dialect, definePolicy } from '@router/core'
import { createRouterFetch } from '@router/node-fetch'
import { streamHead } from './openai.js'
import { freeze, read, rst, wait, write } from './script.js'
import { httpUpstream, type Received, refusedUrl, scriptedUpstream, type TestUpstream } from './upstream.js'
import { formats, streamIn, type WireFormat } from './wire-formats.js'

/** What a client finds: a router's fetch, and the upstreams behind it. */
export interface ClientSetting {
  readonly fetch: typeof globalThis.fetch
  readonly failing: TestUpstream
  readonly well: TestUpstream
  readonly stalled: TestUpstream
}

/**
 * A router's fetch for a client of this dialect. It knows the names `fast` (one target that fails as said, then one that is
 * well), `lonely` (the failing one alone), `dead` (nobody listens), `broken` (breaks off after content) and `stalled`.
 */
export async function clientSetting(
  dialect: Dialect,
  format: WireFormat,
  status = 503,
  headers: Readonly<Record<string, string>> = {},
): Promise<ClientSetting> {
  const failing = await httpUpstream(
    (_, response) =>
      void response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(dialect === 'anthropic' ? { type: 'error', error } : { error })),
  )
  const well = await httpUpstream(answerAsAsked)
  const begun = streamHead + format.opening + format.says('Hel')
  const broken = await scriptedUpstream([read, write(begun), wait(50), rst])
  const stalled = await scriptedUpstream([read, write(begun), freeze])
  const urls = {
    failing: failing.url,
    well: well.url,
    dead: await refusedUrl(),
    broken: broken.url,
    stalled: stalled.url,
  }
  const names = Object.keys(urls)
  const policy = definePolicy({
    providers: Object.fromEntries(names.map((name) => [name, { dialect }])),
    aliases: {
      fast: { targets: ['failing/m', 'well/m'], strategy: 'fill-first' },
      lonely: { targets: ['failing/m'] },
      dead: { targets: ['dead/m'] },
      broken: { targets: ['broken/m'] },
      stalled: { targets: ['stalled/m'] },
    },
  })
  const upstreams = Object.fromEntries(
    Object.entries(urls).map(([name, baseUrl]) => [name, { baseUrl, credentials: { default: `secret-of-${name}` } }]),
  )
  return { fetch: createRouterFetch({ policy, upstreams }), failing, well, stalled }
}

const error = { type: 'rate_limit_error', code: 429, message: 'The upstream says no.', status: 'RESOURCE_EXHAUSTED' }

const bare: readonly (readonly [ending: string, answer: object])[] = [
  [
    '/embeddings',
    {
      object: 'list',
      data: [{ object: 'embedding', index: 0, embedding: [0.5] }],
      usage: { prompt_tokens: 1, total_tokens: 1 },
    },
  ],
  ['/count_tokens', { input_tokens: 3 }],
  [':countTokens', { totalTokens: 3 }],
  ['EmbedContents', { embeddings: [{ values: [0.5] }] }],
]

/** Answers whatever a client of any dialect may ask, whole or streamed: `Hello there`. */
function answerAsAsked({ url, body }: Received, response: ServerResponse): void {
  const path = url.split('?')[0] ?? ''
  const answer = bare.find(([ending]) => path.endsWith(ending))?.[1]
  const format = path.endsWith('/messages')
    ? formats.anthropic
    : path.endsWith('/responses')
      ? formats.responses
      : path.includes(':')
        ? formats.gemini
        : formats.chat
  const streams = path.endsWith(':streamGenerateContent') || (body !== '' && JSON.parse(body).stream === true)
  if (answer !== undefined) response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  else if (streams)
    response.writeHead(200, { 'content-type': 'text/event-stream' }).end(streamIn(format, 'Hello ', 'there'))
  else response.writeHead(200, { 'content-type': 'application/json' }).end(format.whole('Hello there'))
}
