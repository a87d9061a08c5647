import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { replayTranscript } from '@router/testing'
import { expect, it } from 'vitest'

// Each file is the life of some requests as text; its name is the rule it tells. UPDATE=1 writes what core does now.
const folder = new URL('.', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.txt'))

it.each(files)('%s', (name) => {
  const file = new URL(name, folder)
  const text = readFileSync(file, 'utf8')
  const replayed = replayTranscript(text)
  if (process.env['UPDATE'] === '1') writeFileSync(file, replayed)
  else expect(text).toBe(replayed)
})

it('there are transcripts to play, and their names are sentences', () => {
  expect(files.length).toBeGreaterThanOrEqual(20)
  expect(files.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+){2,}\.txt$/.test(name))).toEqual([])
})
