import { setTimeout as delay } from 'node:timers/promises'

/** Tries an assertion again until it holds, for so long; where tests end, the test's own polling does not work any more. */
export async function eventually(assertion: () => unknown, withinMs = 2_000): Promise<void> {
  const until = performance.now() + withinMs
  for (;;) {
    try {
      await assertion()
      return
    } catch (error) {
      if (performance.now() > until) throw error
      await delay(5)
    }
  }
}
