import { expect, it } from 'vitest'
import { after, systemNow } from '../src/clock.js'

it('the time of day is told, and never goes back', () => {
  const now = systemNow()
  let last = 0
  for (let reading = 0; reading < 1_000; reading += 1) {
    const time = now()
    expect(time).toBeGreaterThanOrEqual(last)
    last = time
  }
  expect(Math.abs(last - Date.now())).toBeLessThan(50)
})

it('a time longer than a timer can take does not fire at once', async () => {
  let fired = false
  const stop = after(2 ** 31 + 1_000, () => (fired = true))
  const stopEndless = after(Number.POSITIVE_INFINITY, () => (fired = true))
  await new Promise((resolve) => setTimeout(resolve, 30))
  stop()
  stopEndless()
  expect(fired).toBe(false)
})
