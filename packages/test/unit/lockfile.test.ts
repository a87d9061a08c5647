import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../sources.js'

it('the lockfile names no host, so that any registry serves it', () => {
  const lines = readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8').split('\n')
  expect(lines.length).toBeGreaterThan(100)
  expect(lines.filter((line) => /https?:\/\/|tarball:/.test(line))).toEqual([])
})

it('every version of the catalog is exact, so that a clone installs what was tested', () => {
  const { catalog = '' } =
    /^catalog:\n(?<catalog>(?: {2}.*\n?)+)/m.exec(readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8'))?.groups ?? {}
  const entries = catalog.trimEnd().split('\n')
  expect(entries.length).toBeGreaterThan(10)
  expect(entries.filter((entry) => !/: \d+\.\d+\.\d+$/.test(entry))).toEqual([])
})
