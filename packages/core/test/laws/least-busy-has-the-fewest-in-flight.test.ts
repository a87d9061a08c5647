import { it } from 'vitest'
import { inFlightOf } from '../../src/snapshot/traffic.js'
import { expectLowest } from './preferred.js'

it('least-busy uses the first of those with the fewest attempts under way', () => {
  expectLowest('least-busy', ({ target }, { snapshot }) => inFlightOf(snapshot.traffic, target.id))
})
