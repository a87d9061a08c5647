import { describe, expect, it } from 'vitest'
import { fold } from '../../src/failure/fields.js'
import { type Reading, readReply } from '../../src/failure/reading.js'
import { type NetworkCause, type Reply, replyCap } from '../../src/words/reply.js'
import { response } from './replies.js'

function read(reply: Reply): Reading {
  const reading = readReply(reply)
  if (reading === undefined) throw new Error('a success')
  return reading
}
const codesOf = (reply: Reply): readonly string[] => [...read(reply).codes]

describe('the reading of a response', () => {
  it.each([
    [200, '{"choices":[]}'],
    [204, ''],
    [299, 'text'],
  ])('is none of a success, such as %d %j', (status, body) => {
    expect(readReply(response(status, body))).toBeUndefined()
  })

  it.each([199, 300, 304, 400, 999, -1])('has the status %d', (status) => {
    expect(read(response(status, '')).status).toBe(status)
  })

  it('has the status that an error inside a success names, or 0', () => {
    expect(read(response(200, { error: { code: 429 } })).status).toBe(429)
    expect(read(response(200, { error: { code: 1305, status: '503' } })).status).toBe(503)
    expect(read(response(200, { error: 'x' })).status).toBe(0)
    expect(read(response(400, { error: { code: 429 } })).status).toBe(400)
  })

  it('is that of an error for every event of that name', () => {
    const event = { type: 'stream-event', status: 200, headers: {}, data: '{"message":"x"}' } as const
    expect(readReply(event)).toBeUndefined()
    expect(readReply({ ...event, event: 'message' })).toBeUndefined()
    expect(readReply({ ...event, event: 'error' })?.text).toBe('x')
  })

  it.each([
    ['<!DOCTYPE html><p>', {}],
    [' \n <html lang="en">', {}],
    ['<HTML>', {}],
    ['text', { 'Content-Type': 'text/html; charset=utf-8' }],
  ])('knows a page: %j %j', (body, headers) => {
    expect(codesOf(response(503, body, headers as Record<string, string>))).toContain('page')
  })

  it.each([
    ['<?xml version="1.0"?>', {}],
    ['a <html>', {}],
    [`${' '.repeat(65)}<html>`, {}],
    ['text', { 'content-type': 'application/json' }],
  ])('knows what is none: %j %j', (body, headers) => {
    expect(codesOf(response(503, body, headers as Record<string, string>))).not.toContain('page')
  })

  it('is that of an error for a page in place of an answer', () => {
    expect(read(response(200, '<html>')).codes).toContain('page')
  })

  it('says that nothing is said', () => {
    expect(codesOf(response(413, ' \n'))).toEqual(['silent'])
    expect(codesOf(response(413, 'x'))).toEqual([])
  })

  it('has the names of headers that reject, and the type of Amazon’s', () => {
    const headers = { 'X-Limit-Status': 'rejected', 'x-other': 'allowed', 'X-Amzn-ErrorType': 'BadThing:http://x/' }
    expect(codesOf(response(429, '{"message":"a b"}', headers))).toEqual(['badthing', 'xlimitstatus'])
    expect(read(response(429, '{"message":"a b"}', headers)).text).toBe('BadThing\0a b')
  })

  it('says all of the body where that has no field that speaks', () => {
    expect(read(response(400, 'plain words')).text).toBe('plain words')
    expect(read(response(400, { x: 'hidden' })).text).toBe('{"x":"hidden"}')
  })

  it('says at most 64 KiB, of what stands in at most as much', () => {
    expect(read(response(400, 'x'.repeat(replyCap + 9))).text).toHaveLength(replyCap)
    const inner = JSON.stringify({ message: `${'x'.repeat(30_000)} ` })
    const twice = { message: `${inner} `, msg: `${inner} ` }
    expect(read(response(400, twice)).text.length).toBeLessThanOrEqual(replyCap)
  })

  it('prefers its own headers to those inside its body', () => {
    const body = { headers: { 'Retry-After': '1', 'X-Inner': 'a' } }
    const { headers, innerHeaders } = read(response(429, body, { 'Retry-After': '2' }))
    expect(headers).toEqual({ 'retry-after': '2', 'x-inner': 'a' })
    expect(innerHeaders).toEqual({ 'retry-after': '1', 'x-inner': 'a' })
  })
})

describe('the reading of what is no response', () => {
  it('has its type and its kind', () => {
    expect(codesOf({ type: 'timeout', phase: 'first-byte' })).toEqual(['timeout', 'firstbyte'])
    expect(codesOf({ type: 'empty' })).toEqual(['empty'])
    expect(read({ type: 'empty' })).toMatchObject({ status: 0, text: 'empty', headers: {}, times: {} })
  })

  it('has the names, codes and messages of a chain of causes, and whose name is the outermost', () => {
    const reply: Reply = {
      type: 'network',
      name: 'TypeError',
      message: 'fetch failed',
      reused: true,
      cause: { code: 'ECONNRESET', errors: [{ name: 'AbortError', code: 20, message: 'deep' }] },
    }
    expect(codesOf(reply)).toEqual([
      'network',
      'reused',
      'outermosttypeerror',
      'typeerror',
      'econnreset',
      'aborterror',
      '20',
    ])
    expect(read(reply).text).toBe('TypeError\0ECONNRESET\0AbortError\x0020\0fetch failed\0deep')
    expect(codesOf({ type: 'network' })).not.toContain('reused')
  })

  it('follows about 16 causes', () => {
    const chain = (length: number): NetworkCause => (length === 0 ? { code: 'LAST' } : { cause: chain(length - 1) })
    expect(codesOf({ type: 'network', ...chain(16) })).toContain('last')
    expect(codesOf({ type: 'network', ...chain(17) })).not.toContain('last')
    const errors = Array.from({ length: 17 }, (_, at) => ({ code: `E${at}` }))
    expect(codesOf({ type: 'network', errors })).toContain('e15')
    expect(codesOf({ type: 'network', errors })).not.toContain('e16')
  })
})

it.each([
  ['InsufficientQuota', 'insufficientquota'],
  ['insufficient_quota', 'insufficientquota'],
  ['a-1.b 2', 'a1b2'],
  ['余额', ''],
])('fold(%j) is %j', (code, folded) => {
  expect(fold(code)).toBe(folded)
})
