import { it } from 'vitest'
import { expectLowest } from './preferred.js'

it('least-recently-used uses the one that was picked longest ago, whatever it was picked for', () => {
  expectLowest('least-recently-used', ({ target: { id } }, { played: { events } }) =>
    events.findLastIndex((event) => event.type === 'attempt-started' && event.target === id),
  )
})
