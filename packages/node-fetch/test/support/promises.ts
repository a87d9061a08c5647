import { getEventListeners } from 'node:events'
import { inspect } from 'node:util'
import { healthOf, type Step, type Store, toJson } from '@router/core'
import type { Router } from '@router/node-fetch'
import { expect } from 'vitest'
import { eventually } from './eventually.js'

/** No secret and no header of a caller is anywhere without one of these in it. */
export const secretMark = 'secret-of-'
const callerMark = 'of-the-caller'

/** A router that is watched. */
export interface Watched {
  readonly router: Router
  readonly steps: readonly Step[]
  /** Ends the watch; rejects where something did not hold. */
  readonly kept: () => Promise<void>
}

/**
 * What holds whatever happens on the wire, once all is over: every call settles, every attempt ends once and there are no
 * more of them than the budget allows, nothing stays in flight, no rejection goes unhandled, nothing of ours is left on a
 * caller's signal, and no secret is in a step, an answer, an error or the router itself.
 */
export function watchPromises(router: Router, store: Store): Watched {
  const steps: Step[] = []
  const signals = new Set<AbortSignal>()
  const told: unknown[] = []
  const unhandled: unknown[] = []
  const hear = (reason: unknown): void => void unhandled.push(reason)
  let unsettled = 0
  router.on((step) => steps.push(step))
  process.on('unhandledRejection', hear)

  const watched = async <T>(call: () => Promise<T>): Promise<T> => {
    unsettled += 1
    try {
      return await call()
    } catch (error) {
      told.push(error)
      throw error
    } finally {
      unsettled -= 1
    }
  }
  const note = (signal: AbortSignal | null | undefined): void => {
    if (signal) signals.add(signal)
  }

  const kept = async (): Promise<void> => {
    const snapshot = async () => (await store.swap((known) => ({ snapshot: known }))).snapshot
    await eventually(async () => expect([unsettled, (await snapshot()).traffic.inFlight.size]).toEqual([0, 0]))
    for (const signal of signals) expect(getEventListeners(signal, 'abort')).toEqual([])
    expectAttemptsInBounds(steps)
    const known = [toJson(healthOf(await snapshot())), steps.map(({ events, execution }) => [events, execution])]
    for (const text of [JSON.stringify(known), inspect([router, told], { depth: 12, showHidden: true })]) {
      expect(text).not.toContain(secretMark)
      expect(text).not.toContain(callerMark)
    }
    await new Promise(setImmediate)
    process.off('unhandledRejection', hear)
    expect(unhandled).toEqual([])
  }

  return {
    steps,
    kept,
    router: {
      ...router,
      fetch: (input, init) => {
        note(init?.signal)
        return watched(async () => {
          const response = await router.fetch(input, init)
          if (response.status < 400) {
            told.push([...response.headers])
            return response
          }
          const { status, statusText, headers } = response
          const text = await response.text()
          told.push([...headers], text)
          return new Response(text, { status, statusText, headers })
        })
      },
      execute: (request, attempt, options) => {
        note(options?.signal)
        return watched(() => router.execute(request, attempt, options))
      },
    },
  }
}

const endings: readonly string[] = ['attempt-succeeded', 'attempt-failed', 'attempt-abandoned']

function expectAttemptsInBounds(steps: readonly Step[]): void {
  const events = steps.flatMap((step) => step.events)
  const count = (wanted: readonly string[]): number => events.filter(({ type }) => wanted.includes(type)).length
  expect(count(endings)).toBe(count(['attempt-started']))
  const last = new Map(steps.map((step) => [step.execution.request.id, step]))
  for (const { execution, command } of last.values()) {
    expect(['finish', 'fail']).toContain(command.type)
    const fresh = execution.attempts.filter(({ retry }) => !retry)
    expect(fresh.length).toBeLessThanOrEqual(execution.freshLimit)
    for (const target of new Set(execution.attempts.map((attempt) => attempt.target))) {
      const own = execution.attempts.filter((attempt) => attempt.target === target)
      // One retry where the failure allows it, and one with a fresh secret.
      expect(own.length).toBeLessThanOrEqual(3 * own.filter(({ retry }) => !retry).length)
    }
  }
}
