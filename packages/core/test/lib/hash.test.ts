import { expect, it } from 'vitest'
import { draw, drawOf } from '../../src/lib/draw.js'
import { hashOf, mixed } from '../../src/lib/hash.js'

// Processes of different versions share what they know and draw alike, so a hash is for ever.

it.each([
  ['', 0x811c9dc5],
  ['a', 0xe40c292c],
  ['foobar', 0xbf9cf968],
])('the hash of %j is its FNV-1a, mixed', (text, fnv) => {
  expect(hashOf(text)).toBe(mixed(fnv))
})

it.each([
  [0, 0],
  [1, 0x514e28b7],
  [0xffffffff, 0x81f16f39],
])('%d is mixed as MurmurHash3 mixes at its end', (bits, hash) => {
  expect(mixed(bits)).toBe(hash)
})

it('names are hashed by their UTF-16 units, so that no two of them are taken for one', () => {
  const texts = ['ab', 'ba', '\u00e9', 'e\u0301', '\ud800', '\ufffd', '😀', '模型']
  expect(new Set(texts.map(hashOf)).size).toBe(texts.length)
})

it('a draw lies between 0 and 1, is the same for the same names, and another where they are parted elsewhere', () => {
  expect(draw('r1', 'wait', '0')).toBe((hashOf('r1\u0000wait\u00000') + 0.5) / 2 ** 32)
  expect(draw('r1', 'wait')).not.toBe(draw('r1w', 'ait'))
  expect(drawOf(1, 2)).toBe((mixed(mixed(3) + 2) + 0.5) / 2 ** 32)
  expect(drawOf(1, 2)).not.toBe(drawOf(2, 1))
  const draws = Array.from({ length: 1_000 }, (_, index) => draw(`r${index}`))
  expect(Math.min(...draws)).toBeGreaterThan(0)
  expect(Math.max(...draws)).toBeLessThan(1)
  expect(draws.reduce((sum, each) => sum + each, 0) / 1_000).toBeCloseTo(0.5, 1)
})
