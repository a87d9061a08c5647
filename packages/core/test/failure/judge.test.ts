import { describe, expect, it } from 'vitest'
import { judge } from '../../src/failure/judge.js'
import { readReply } from '../../src/failure/reading.js'
import type { Row, Table } from '../../src/failure/table.js'
import type { Reply } from '../../src/words/reply.js'
import { response } from './replies.js'

/** What a fresh table of these lines says. */
function judged(rows: readonly Row[], reply: Reply, more: Partial<Table> = {}): ReturnType<typeof judge> {
  const reading = readReply(reply)
  return reading && judge([{ name: 'acme|other', rows, ...more }], reading, 0)
}
const says = (message: string, status = 400, headers: Record<string, string> = {}): Reply =>
  response(status, { error: { message } }, headers)
const ruleOf = (row: Row, reply: Reply): string | undefined => judged([row], reply)?.rule

describe('a line of a table', () => {
  it('without conditions always holds, with the default scope of its class and nothing else', () => {
    expect(judged([['overloaded']], says('x'))).toEqual({ class: 'overloaded', scope: 'model', rule: 'acme:' })
  })

  it('has a verdict with a scope and a special effect', () => {
    const model = { class: 'model-unsupported', scope: 'model', rule: 'acme:' }
    expect(judged([['model-unsupported model']], says('x'))).toEqual(model)
    expect(judged([['model-unsupported model gone']], says('x'))).toEqual({
      ...model,
      effect: { cooldown: { firstMs: 43_200_000, factor: 1, capMs: 43_200_000 } },
    })
    expect(judged([['timeout target elsewhere']], says('x'))?.effect).toEqual({ next: 'failover' })
    expect(judged([['timeout target again']], says('x'))?.effect).toEqual({ sameTargetRetries: 1 })
  })

  it.each<[string, number, string | undefined]>([
    ['400', 400, 'acme: 400'],
    ['400', 401, undefined],
    ['400|402', 402, 'acme: 402'],
    ['400|402', 401, undefined],
    ['400-402', 400, 'acme: 400'],
    ['400-402', 402, 'acme: 402'],
    ['400-402', 403, undefined],
    ['400-402', 399, undefined],
    ['500|400-402', 401, 'acme: 401'],
  ])('that asks for %s of the status %d is %s', (condition, status, rule) => {
    expect(ruleOf([condition, 'overloaded'], says('x', status))).toBe(rule)
  })

  it.each<[string, string | undefined]>([
    ['#bad_thing', 'acme: bad_thing'],
    ['#BadThing', 'acme: BadThing'],
    ['#x|bad-thing', 'acme: bad-thing'],
    ['#x|bad', undefined],
    ['!#x', 'acme:'],
    ['!#bad_thing', undefined],
    ['bad', 'acme: bad'],
    ['x|thing', 'acme: thing'],
    ['thing ~ bad', 'acme: thing … bad'],
    ['thing … bad', undefined],
    ['!bad', undefined],
    ['!x', 'acme:'],
    ['bad thing ', 'acme: bad thing'],
    ['4 bad', undefined],
    ['bad 4', undefined],
  ])('that asks for %s finds %s', (condition, rule) => {
    expect(ruleOf([condition, 'overloaded'], response(400, { code: 'bad_thing' }))).toBe(rule)
  })

  it.each<[string, string, string | undefined]>([
    ['@none', '', 'acme: none wait'],
    ['@none', '1', undefined],
    ['@short', '3599', 'acme: short wait'],
    ['@short', '3600', undefined],
    ['@long', '3600', 'acme: long wait'],
    ['@long', '3599', undefined],
    ['@none|long', '3600', 'acme: long wait'],
    ['@none|long', '1', undefined],
    ['!@long', '1', 'acme:'],
  ])('that asks for %s looks at a retry time of %j', (condition, seconds, rule) => {
    const headers: Record<string, string> = seconds === '' ? {} : { 'retry-after': seconds }
    expect(ruleOf([condition, 'overloaded'], says('x', 400, headers))).toBe(rule)
  })

  it('asks for all of its conditions', () => {
    expect(ruleOf(['400', 'no', '!yes', 'overloaded'], says('no way'))).toBe('acme: 400 no')
    expect(ruleOf(['400', 'no', '!way', 'overloaded'], says('no way'))).toBeUndefined()
  })
})

describe('judge', () => {
  it('takes the first line that holds, of the first table that has one', () => {
    const rows: readonly Row[] = [
      ['401', 'timeout'],
      ['400', 'overloaded'],
      ['400', 'cancelled'],
    ]
    expect(judged(rows, says('x'))?.class).toBe('overloaded')
    expect(judged(rows, says('x', 404))).toBeUndefined()
    const reading = readReply(says('x', 404))
    const second: Table = { name: 'second', rows: [['404', 'timeout']] }
    expect(reading && judge([{ name: 'acme', rows }, second], reading, 0)?.rule).toBe('second: 404')
  })

  it('says the stated retry time, and none where none is', () => {
    expect(judged([['overloaded']], says('x', 400, { 'retry-after': '7' }))?.retryAfterMs).toBe(7_000)
    expect(judged([['overloaded']], says('x'))).not.toHaveProperty('retryAfterMs')
  })

  it('blames whom the vendor means where the line does not say', () => {
    const more: Partial<Table> = { scopes: { overloaded: 'provider' } }
    expect(judged([['overloaded']], says('x'), more)?.scope).toBe('provider')
    expect(judged([['overloaded target']], says('x'), more)?.scope).toBe('target')
    expect(judged([['timeout']], says('x'), more)?.scope).toBe('target')
  })

  it('blames the model for what is relayed, and nobody for what is the request’s own', () => {
    const relays = 'from upstream|passed on'
    expect(judged([['timeout']], says('passed on: late'), { relays })?.scope).toBe('model')
    expect(judged([['timeout']], says('late'), { relays })?.scope).toBe('target')
    expect(judged([['invalid-request']], says('passed on: wrong'), { relays })?.scope).toBe('request')
    const reading = readReply(says('passed on'))
    const second: Table = { name: 'second', rows: [['timeout']] }
    expect(reading && judge([{ name: 'acme', rows: [], relays }, second], reading, 0)?.scope).toBe('model')
  })
})
