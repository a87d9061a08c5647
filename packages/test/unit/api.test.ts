import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { apiReports, published } from '../api/report.js'
import { root } from '../sources.js'

const reports = apiReports()
const pageOf = (path: string): string => join(root, path, 'api.md')

it('every package that is published has a page of its surface', () => {
  expect(published.length).toBeGreaterThanOrEqual(4)
  expect([...reports.keys()]).toEqual(published)
})

it.each(published)('the surface of %s is what its api.md says', (path) => {
  const report = reports.get(path) ?? ''
  if (process.env['UPDATE'] === '1') writeFileSync(pageOf(path), report)
  const page = existsSync(pageOf(path)) ? readFileSync(pageOf(path), 'utf8') : ''
  expect(page, `${path}/api.md: UPDATE=1 prints it anew; say in the commit what changes for users`).toBe(report)
})
