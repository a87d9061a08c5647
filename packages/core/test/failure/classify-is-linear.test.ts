import { describe, expect, it } from 'vitest'
import { classify } from '../../src/failure/classify.js'
import { replyCap } from '../../src/words/reply.js'
import { now, response, targetOf } from './replies.js'

describe('the time classify takes', () => {
  const whole = (text: string): string => text.repeat(Math.ceil(replyCap / text.length)).slice(0, replyCap)
  const manyKeys = (): string => `{"error":{${Array.from({ length: 6_000 }, (_, key) => `"k${key}":1`).join(',')}}}`
  const hostile: Readonly<Record<string, string>> = {
    blanks: whole(' '),
    quotes: whole('"'),
    backslashes: `{"a":"${whole('\\')}`,
    'brackets that never close': whole('['),
    'error objects that never close': whole('{"error":'),
    'many small error objects': `[${whole('{"message":"m"},')}{}]`,
    'JSON in JSON in JSON': JSON.stringify({
      error: { message: JSON.stringify({ error: { message: JSON.stringify(whole('{').slice(0, 9_000)) } }) },
    }),
    'thousands of keys': manyKeys(),
    'a key that is almost one that says something': `{"${whole('error').slice(0, -20)}!":"m"}`,
    'almost a pattern, again and again': whole('the model is not foun rate limi '),
    'almost a retry time, again and again': whole('try again in 1'),
    digits: whole('9'),
    Chinese: whole('模型不存'),
    'a page': `<html>${whole('<p>ngin')}`,
    'single letters': whole('a '),
    'letters in turn large and small': whole('aA'),
    'a word of many patterns': whole('model '),
    'spent balances': whole('no balance, '),
    'barriers between sentences': whole('\0'),
    'long sentences in every field': JSON.stringify({
      errors: Array.from({ length: 8 }, () => ({ message: whole('the quota ').slice(0, 7_000) })),
    }),
  }

  it.each(Object.entries(hostile))('is short for 64 KiB of %s', (_, body) => {
    const context = { target: targetOf('anthropic'), now }
    const times = Array.from({ length: 15 }, (__, run) => {
      const reply = response(400, body + run)
      const start = performance.now()
      classify({ rules: [] }, reply, context)
      return performance.now() - start
    })
    // The bar is 2 ms; the margin is for machines that do several things at once.
    expect(Math.min(...times)).toBeLessThan(10)
  })
})
