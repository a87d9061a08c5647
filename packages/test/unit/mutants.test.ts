import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { mutants } from '../mutants/mutants.js'
import { lawPath, mutated } from '../mutants/mutated.js'
import { root } from '../sources.js'

// `npm run mutants` shows that each is killed by its law; here only that each can still be planted.
it.each(mutants.map((mutant) => [mutant.mistake, mutant] as const))(
  '%s: can be planted, and has a law',
  (_, mutant) => {
    const code = readFileSync(join(root, 'packages/core/src', mutant.file), 'utf8')
    expect(mutated(mutant, code)).not.toBe(code)
    expect(existsSync(join(root, lawPath(mutant.law)))).toBe(true)
  },
)

it('there are at least twenty, each another mistake', () => {
  expect(mutants.length).toBeGreaterThanOrEqual(20)
  expect(new Set(mutants.map(({ mistake }) => mistake)).size).toBe(mutants.length)
})

it('a text that is gone, or stands there twice, is said', () => {
  const mutant = { rule: 2, mistake: '', file: 'a.ts', text: 'x', instead: 'y', law: '' }
  expect(mutated(mutant, 'a x b')).toBe('a y b')
  expect(() => mutated(mutant, 'a b')).toThrow('no more')
  expect(() => mutated(mutant, 'x x')).toThrow('more than once')
})
