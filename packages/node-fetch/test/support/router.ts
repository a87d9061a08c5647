import { definePolicy, type PolicyInput, type Step } from '@router/core'
import { createRouter, type Router, type RouterOptions } from '@router/node-fetch'
import { expect, onTestFinished } from 'vitest'

/** A router in front of some upstreams, the first of which is asked first; and every step it took. */
export interface TestRouter {
  readonly router: Router
  readonly steps: readonly Step[]
  /** Sends a chat request for the alias `any`. */
  readonly ask: (more?: object, init?: RequestInit) => Promise<Response>
  /** The classes of the failures so far, in order. */
  readonly failures: () => readonly string[]
  /** The targets that were asked, in order. */
  readonly asked: () => readonly string[]
}

/** Puts a router in front of upstreams, given by the address of each; checks when the test ends that nothing is left in flight. */
export function routerTo(
  urls: Readonly<Record<string, string>>,
  input: Partial<PolicyInput> = {},
  options: Partial<RouterOptions> = {},
): TestRouter {
  const names = Object.keys(urls)
  const policy = definePolicy({
    providers: Object.fromEntries(names.map((name) => [name, {}])),
    aliases: { any: { targets: names.map((name) => `${name}/m`), strategy: 'fill-first' } },
    ...input,
  })
  const upstreams = Object.fromEntries(
    Object.entries(urls).map(([name, baseUrl]) => [name, { baseUrl, credentials: { default: `secret-of-${name}` } }]),
  )
  const router = createRouter({ policy, upstreams, ...options })
  const steps: Step[] = []
  router.on((step) => steps.push(step))
  const events = () => steps.flatMap((step) => step.events)
  onTestFinished(() => {
    const count = (...types: readonly string[]): number => events().filter(({ type }) => types.includes(type)).length
    // What sets out ends exactly once.
    expect(count('attempt-succeeded', 'attempt-failed', 'attempt-abandoned')).toBe(count('attempt-started'))
  })
  return {
    router,
    steps,
    ask: (more = {}, init = {}) =>
      router.fetch('http://router/v1/chat/completions', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer of-the-caller' },
        body: JSON.stringify({ model: 'any', messages: [{ role: 'user', content: 'hello' }], ...more }),
        ...init,
      }),
    failures: () => events().flatMap((event) => (event.type === 'attempt-failed' ? [event.class] : [])),
    asked: () => events().flatMap((event) => (event.type === 'attempt-started' ? [event.target] : [])),
  }
}
