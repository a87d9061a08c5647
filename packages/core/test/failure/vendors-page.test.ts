import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { vendorsPage } from './vendors-page.js'

const page = new URL('../../../../docs/vendors.md', import.meta.url)

it('docs/vendors.md says what the tables say (UPDATE=1 rewrites it)', async () => {
  const expected = await vendorsPage()
  if (process.env['UPDATE'] === '1') writeFileSync(page, expected)
  expect(existsSync(page) ? readFileSync(page, 'utf8') : '').toBe(expected)
})
