import { definePolicy, type HealthJson, healthOf, type PolicyInput, type Step, toJson } from '@router/core'
import { memoryStore } from '@router/memory-store'
import { createRouter, type Router, type RouterOptions, type Upstream } from '@router/node-fetch'
import { onTestFinished } from 'vitest'
import { secretMark, watchPromises } from './promises.js'
import { transport } from './transport.js'

/** A router in front of some upstreams, the first of which is asked first; and every step it took. */
export interface TestRouter {
  readonly router: Router
  readonly steps: readonly Step[]
  /** Sends a chat request for the alias `any`. */
  readonly ask: (more?: object, init?: RequestInit) => Promise<Response>
  /** The classes of the failures so far, in order. */
  readonly failures: () => readonly string[]
  /** Whom they were blamed on, by class and name of scope, in order; only the class where nobody was. */
  readonly blamed: () => readonly string[]
  /** The targets that were asked, in order. */
  readonly asked: () => readonly string[]
  /** All that is known of whom. */
  readonly health: () => Promise<HealthJson>
}

/** What a test may say of an upstream besides its address. */
export type TestAddress = string | (Partial<Upstream> & { readonly baseUrl: string })

/**
 * Puts a router in front of upstreams, given by the address of each; their secrets are named for them. What must hold
 * whatever happens is checked when the test ends.
 */
export function routerTo(...given: Parameters<typeof watchedRouter>): TestRouter {
  const { kept, ...router } = watchedRouter(...given)
  onTestFinished(kept)
  return router
}

/** The same for those who check it themselves. */
export function watchedRouter(
  urls: Readonly<Record<string, TestAddress>>,
  input: Partial<PolicyInput> = {},
  options: Partial<RouterOptions> = {},
): TestRouter & { readonly kept: () => Promise<void> } {
  const names = Object.keys(urls)
  const policy = definePolicy({
    providers: Object.fromEntries(names.map((name) => [name, {}])),
    aliases: { any: { targets: names.map((name) => `${name}/m`), strategy: 'fill-first' } },
    ...input,
  })
  const targets = [...policy.targets.values()]
  const upstreams = Object.fromEntries(
    Object.entries(urls).map(([name, address]) => {
      const own = targets.filter(({ provider }) => provider === name)
      const credentials = Object.fromEntries(own.map(({ credential }) => [credential, secretOf(name, credential)]))
      return [name, { credentials, ...(typeof address === 'string' ? { baseUrl: address } : address) }]
    }),
  )
  const { store = memoryStore() } = options
  const { router, steps, kept } = watchPromises(
    createRouter({ policy, upstreams, ...transport, ...options, store }),
    store,
  )
  const events = () => steps.flatMap((step) => step.events)
  const failed = () => events().flatMap((event) => (event.type === 'attempt-failed' ? [event] : []))
  return {
    router,
    steps,
    kept,
    ask: (more = {}, init = {}) =>
      router.fetch('http://router/v1/chat/completions', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer of-the-caller' },
        body: JSON.stringify({ model: 'any', messages: [{ role: 'user', content: 'hello' }], ...more }),
        ...init,
      }),
    failures: () => failed().map((event) => event.class),
    blamed: () => failed().map((event) => (event.key === undefined ? event.class : `${event.class} ${event.key}`)),
    asked: () => events().flatMap((event) => (event.type === 'attempt-started' ? [event.target] : [])),
    health: async () => toJson(healthOf((await store.swap((snapshot) => ({ snapshot }))).snapshot)),
  }
}

/** The secret of a credential; only the default one of a provider is not named for it. */
const secretOf = (provider: string, credential = 'default'): string =>
  `${secretMark}${provider}${credential === 'default' ? '' : `-${credential}`}`
