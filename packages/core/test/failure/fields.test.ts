import { describe, expect, it } from 'vitest'
import { fieldsOf, lowerCaseKeys } from '../../src/failure/fields.js'

describe('fieldsOf', () => {
  it.each([
    'code', 'type', 'status', 'reason', 'message', 'msg', 'detail', 'details', 'title', 'description', 'param', 'raw', 'error', 'errors',
    'metadata', 'violations', 'response', 'base_resp', 'cause', 'fault', 'limit_source', 'error_code', 'errorType', '__type', 'status_msg',
    'Message', 'quotaId', 'quota_limit', 'innererror',
  ])('hears what stands under %s', (key) => {
    expect(fieldsOf({ [key]: 'a_word' }).codes).toEqual(['a_word'])
    expect(fieldsOf({ [key]: 'a sentence' }).sentences).toEqual(['a sentence'])
  }) // biome-ignore format: a list of names

  it.each([
    'input',
    'failed_generation',
    'flagged_input',
    'request_id',
    'model',
    'messages',
    'prompt',
    '@type',
    'codes_',
  ])('does not hear what stands under %s', (key) => {
    expect(fieldsOf({ [key]: 'a_word' })).toEqual({ codes: [], sentences: [], times: {}, headers: {} })
  })

  it('tells a machine word from a sentence by its blanks, and takes numbers for words', () => {
    expect(fieldsOf({ code: 'Some resource', message: 'short', status: 429 })).toMatchObject({
      codes: ['short', '429'],
      sentences: ['Some resource'],
    })
  })

  it('cuts a word after 128 characters and passes over empty ones', () => {
    expect(fieldsOf({ code: 'x'.repeat(200), type: '' }).codes).toEqual(['x'.repeat(128)])
  })

  it('reads JSON inside a text, and the words before it', () => {
    const inner = JSON.stringify({ error: { message: 'no balance' } })
    expect(fieldsOf({ message: inner }).sentences).toEqual(['no balance'])
    expect(fieldsOf({ message: `from a provider: ${inner}` }).sentences).toEqual(['from a provider: ', 'no balance'])
    expect(fieldsOf({ message: 'not {JSON}' }).sentences).toEqual(['not {JSON}'])
    expect(fieldsOf({ message: 'in the range [1, 5]' })).toMatchObject({
      codes: [],
      sentences: ['in the range [1, 5]'],
    })
  })

  it('reads 8 items of a list, 64 objects and lists in all, 8 deep', () => {
    expect(fieldsOf(Array.from({ length: 9 }, (_, code) => ({ code }))).codes).toHaveLength(8)
    const wide = { errors: Array.from({ length: 8 }, () => Array.from({ length: 8 }, () => ({ code: 1 }))) }
    // One for the whole, one for the list, and of each list in it one and its items.
    expect(fieldsOf(wide).codes).toHaveLength(62 - 7)
    const deep = (depth: number): object => (depth === 0 ? { code: 1 } : { error: deep(depth - 1) })
    expect(fieldsOf(deep(8)).codes).toHaveLength(1)
    expect(fieldsOf(deep(9)).codes).toHaveLength(0)
    const listed = (depth: number): object => (depth === 0 ? { code: 1 } : [listed(depth - 1)])
    expect(fieldsOf(listed(8)).codes).toHaveLength(1)
    expect(fieldsOf(listed(9)).codes).toHaveLength(0)
    const inside = (depth: number): object =>
      depth === 0 ? { code: 1 } : { message: JSON.stringify(inside(depth - 1)) }
    expect(fieldsOf(inside(4)).codes).toHaveLength(1)
    expect(fieldsOf(inside(5)).codes).toHaveLength(0)
  })

  it('keeps the first of each stated time, and headers that are handed on', () => {
    const body = {
      error: { details: [{ retryDelay: '1s' }, { retryDelay: '2s' }], retry_after: 3, resets_at: true },
      headers: { 'X-A': ' b ', 'X-N': 1, 'X-O': {} },
    }
    expect(fieldsOf(body)).toMatchObject({
      times: { retrydelay: '1s', retryafter: 3 },
      headers: { 'x-a': 'b', 'x-n': '1' },
    })
    expect(fieldsOf(body).times).not.toHaveProperty('resetsat')
    expect(fieldsOf({ headers: 'x' }).headers).toEqual({})
  })

  it.each([undefined, null, true, 1.5, '', [], {}])('has no trouble with %j', (json) => {
    expect(fieldsOf(json).sentences).toEqual([])
  })
})

describe('lowerCaseKeys', () => {
  it('keeps texts and numbers of the first 256 headers, trimmed', () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`X-${at}`, ' a ']))
    expect(Object.keys(lowerCaseKeys(many))).toHaveLength(256)
    expect(lowerCaseKeys({ A: ' a ', B: 1, C: undefined, D: ['x'] })).toEqual({ a: 'a', b: '1' })
  })
})
