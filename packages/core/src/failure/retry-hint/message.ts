import type { Instant, Milliseconds } from '../../words/time.js'
import type { Reading } from '../reading.js'
import { durationAtStart } from './duration.js'
import { parseInstant } from './instant.js'

/** A phrase may occur before the one that states a time; hostile texts repeat it without end. */
const maxOccurrences = 8

/** A time in words, such as `Please try again in 8m45.312s`. Only what directly follows a known phrase is read. */
export function messageDelay(reading: Reading): Milliseconds | undefined {
  const text = reading.text.toLowerCase()
  const phrase = /(?:try again|retry|resets?|available|wait) (?:in |after |for )?(?:about )?/g
  for (let occurrence = 0; occurrence < maxOccurrences && phrase.test(text); occurrence++) {
    const ms = durationAtStart(text.slice(phrase.lastIndex))
    if (ms !== undefined) return ms
  }
  return undefined
}

/** Zhipu's plan windows (code 1308, 1310) name the moment on the clock of Beijing, without saying so. */
export function messageInstant({ text, codes }: Reading): Instant | undefined {
  if (!codes.has('1308') && !codes.has('1310')) return undefined
  const [, day, time] = /(?:将在|reset at) ?(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)/.exec(text) ?? []
  return parseInstant(`${day}T${time}+08:00`)
}
