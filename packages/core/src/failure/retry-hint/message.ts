import type { Instant, Milliseconds } from '../../words/time.js'
import type { Reading } from '../reading.js'
import { durationAtStart } from './duration.js'
import { parseInstant } from './instant.js'

const beforeDelay = [
  'try again in ',
  'try again after ',
  'retry in ',
  'retry after ',
  'reset after ',
  'resets in ',
  'reset in ',
  'please wait ',
  'available in ',
]

/** A time in words, such as `Please try again in 8m45.312s`. Only what directly follows a known phrase is read. */
export function messageDelay({ text }: Reading): Milliseconds | undefined {
  return firstAfter(text, beforeDelay, (rest) => durationAtStart(rest.startsWith('about ') ? rest.slice(6) : rest))
}

const beforeInstant = ['将在 ', '将在', 'will reset at ']

/** Zhipu's plan window (code 1308) names the moment on the clock of Beijing, without saying so. */
export function messageInstant({ text, words }: Reading): Instant | undefined {
  return words.includes(' 1308 ')
    ? firstAfter(text, beforeInstant, (rest) => parseInstant(`${rest.slice(0, 19)}+08:00`))
    : undefined
}

/** A phrase may occur before the one that states a time; hostile texts repeat it without end. */
const maxOccurrences = 4
const reach = 64

function firstAfter<T>(text: string, phrases: readonly string[], read: (rest: string) => T | undefined): T | undefined {
  for (const phrase of phrases) {
    let at = text.indexOf(phrase)
    for (let occurrence = 0; at >= 0 && occurrence < maxOccurrences; occurrence++) {
      const value = read(text.slice(at + phrase.length, at + phrase.length + reach))
      if (value !== undefined) return value
      at = text.indexOf(phrase, at + phrase.length)
    }
  }
  return undefined
}
