import { it } from 'vitest'
import { expectLowest } from './preferred.js'

it('lowest uses the first of those with the lowest label, and where nobody has it, has no opinion', () => {
  expectLowest({ lowest: { label: 'price' } }, ({ labels }) => Number(labels['price'] ?? Number.NaN))
})
