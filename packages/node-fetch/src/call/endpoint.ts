import type { Dialect, Operation } from '@router/core'

/** What a path says about a request: the wire format, the operation, and what comes behind an upstream's address. */
export interface Endpoint {
  readonly dialect: Dialect
  readonly operation: Operation
  /** Such as `/chat/completions`. `{model}` stands for the model where the path holds it. */
  readonly path: string
  /** The version that the caller's path names, such as `v1beta`; empty where it names none. */
  readonly version: string
  /** The model that the path names; the body names it otherwise. */
  readonly model?: string
  readonly stream?: boolean
}

const gemini = /^(?<before>.*)\/models\/(?<model>[^/:]+(?:\/[^/:]+)*):(?<method>[A-Za-z]+)$/
const version = /\/(v\d+[a-z0-9]*)$/
const operations: Readonly<Record<string, Operation>> = {
  countTokens: 'count',
  embedContent: 'embeddings',
  batchEmbedContents: 'embeddings',
}
const known: readonly (readonly [path: string, dialect: Dialect, operation: Operation])[] = [
  ['/messages/count_tokens', 'anthropic', 'count'],
  ['/messages', 'anthropic', 'chat'],
  ['/chat/completions', 'openai', 'chat'],
  ['/completions', 'openai', 'chat'],
  ['/responses', 'openai', 'chat'],
  ['/embeddings', 'openai', 'embeddings'],
]

/** Reads the path of a request. One that no dialect knows is a custom operation of OpenAI's, named for what follows the version. */
export function endpointOf(pathname: string): Endpoint {
  const inPath = gemini.exec(pathname)?.groups
  if (inPath !== undefined) {
    const { before = '', model = '', method = '' } = inPath
    return {
      dialect: 'gemini',
      operation: operations[method] ?? 'chat',
      path: `/models/{model}:${method}`,
      version: version.exec(before)?.[1] ?? '',
      model: decoded(model),
      stream: method.startsWith('stream'),
    }
  }
  for (const [path, dialect, operation] of known) {
    if (!pathname.endsWith(path)) continue
    return { dialect, operation, path, version: version.exec(pathname.slice(0, -path.length))?.[1] ?? '' }
  }
  const [, named = '', rest = pathname] = /^\/(?:.*\/)?(v\d+[a-z0-9]*)(\/.*)$/.exec(pathname) ?? []
  return { dialect: 'openai', operation: rest.slice(1), path: rest, version: named }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
