import { definePolicy } from '@router/core'
import { createRouterFetch } from '@router/node-fetch'
import type { Import } from './install.js'

/** What is measured, at exactly these versions. */
export const versions: Readonly<Record<string, string>> = {
  ai: '6.0.326',
  '@ai-sdk/openai': '3.0.141',
  'ai-fallback': '2.0.1',
  'ai-retry': '1.11.1',
}

/** A way to ask a dead primary first and a healthy fallback then. */
export interface Contender {
  readonly name: string
  /** A new shared object, as an application makes once, and the function that sends one request through it. */
  readonly prepare: () => (retries: number) => Promise<unknown>
}

type Model = object

/** The few functions used here; the packages are not in this repository's dependencies, so neither are their types. */
interface Packages {
  readonly generateText: (options: { model: Model; prompt: string; maxRetries: number }) => Promise<unknown>
  readonly createOpenAI: (options: { apiKey: string; baseURL: string; fetch?: typeof fetch }) => {
    readonly chat: (model: string) => Model
  }
  readonly createFallback: (options: { models: readonly Model[] }) => Model
  readonly createRetryableModel: (options: { model: Model; retries: readonly unknown[] }) => Model
  readonly httpStatus: (status: number) => { readonly switch: (options: { model: Model }) => unknown }
}

/** All contenders: each through the same SDK, with one shared model object. */
export async function contendersOf(load: Import, primary: string, fallback: string): Promise<readonly Contender[]> {
  const modules = await Promise.all(
    ['ai', '@ai-sdk/openai', 'ai-fallback', 'ai-retry/language-model'].map((specifier) => load(specifier)),
  )
  const packages = Object.assign({}, ...modules) as Packages
  const { generateText, createOpenAI, createFallback, createRetryableModel, httpStatus } = packages
  const first = (): Model => createOpenAI({ apiKey: 'unused', baseURL: primary }).chat('primary-model')
  const second = (): Model => createOpenAI({ apiKey: 'unused', baseURL: fallback }).chat('fallback-model')
  const shared = (name: string, model: () => Model): Contender => ({
    name,
    prepare: () => {
      const one = model()
      return (maxRetries) => generateText({ model: one, prompt: 'hello', maxRetries })
    },
  })
  return [
    shared('createRouterFetch', () =>
      createOpenAI({ apiKey: 'unused', baseURL: primary, fetch: routerFetch(primary, fallback) }).chat('fast'),
    ),
    shared(`ai-fallback ${versions['ai-fallback']}`, () => createFallback({ models: [first(), second()] })),
    shared(`ai-retry ${versions['ai-retry']}`, () =>
      createRetryableModel({ model: first(), retries: [httpStatus(503).switch({ model: second() })] }),
    ),
  ]
}

function routerFetch(primary: string, fallback: string): typeof fetch {
  const policy = definePolicy({
    providers: { primary: {}, fallback: {} },
    aliases: { fast: { targets: ['primary/primary-model', 'fallback/fallback-model'], strategy: 'fill-first' } },
  })
  const upstreams = {
    primary: { baseUrl: primary, credentials: { default: 'made-up' } },
    fallback: { baseUrl: fallback, credentials: { default: 'made-up' } },
  }
  return createRouterFetch({ policy, upstreams })
}
