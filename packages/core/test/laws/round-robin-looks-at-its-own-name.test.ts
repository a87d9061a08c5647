import { it } from 'vitest'
import { expectLowest } from './preferred.js'

it('round-robin uses the one that was picked longest ago under this name', () => {
  expectLowest('round-robin', ({ target: { id } }, { played: { events } }, name) =>
    events.findLastIndex((event) => event.type === 'attempt-started' && event.target === id && event.name === name),
  )
})
