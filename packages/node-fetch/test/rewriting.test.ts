import { expect, it } from 'vitest'
import { ModelRewriter, withModel } from '../src/attempt/model-rewriter.js'
import { answerWell, completion, stream, streamHead } from './support/openai.js'
import { routerTo } from './support/router.js'
import { httpUpstream, scriptedUpstream } from './support/upstream.js'

it('the model of an answer stays the upstream\u2019s, or becomes the name that was asked for', async () => {
  const well = await httpUpstream(({ body }, response) => answerWell(body, response, 'Grüße'))
  const plain = routerTo({ one: well.url })
  expect(await (await plain.ask()).text()).toBe(completion('Grüße', 'm'))
  const renaming = routerTo({ one: well.url }, {}, { rewriteModel: true })
  expect(await (await renaming.ask()).text()).toBe(completion('Grüße', 'any'))
  expect(await (await renaming.ask({ stream: true })).text()).toBe(
    stream('Grüße').replaceAll('"model":"m"', '"model":"any"'),
  )
})

it('the model is found where each dialect has it, and nothing else is touched', () => {
  expect(withModel('{ "model" : "a", "x":{"model":"a"} }', 'b')).toBe('{ "model" : "b", "x":{"model":"a"} }')
  expect(withModel('{"type":"message_start","message":{"id":"1","model":"a"}}', 'b')).toBe(
    '{"type":"message_start","message":{"id":"1","model":"b"}}',
  )
  expect(withModel('{"type":"response.created","response":{"model":"a"}}', 'b')).toContain('{"model":"b"}')
  expect(withModel('{"candidates":[],"modelVersion":"a"}', 'b')).toContain('"modelVersion":"b"')
  for (const text of ['[DONE]', '{"choices":[]}', '', '{"model":']) expect(withModel(text, 'b')).toBe(text)
})

it('a stream that comes byte by byte is handed over line by line, with its model renamed', async () => {
  const bytes = [...Buffer.from(stream('Hello'))].map(
    (byte) => ({ type: 'write', bytes: Uint8Array.of(byte) }) as const,
  )
  const slow = await scriptedUpstream([
    { type: 'read' },
    { type: 'write', bytes: streamHead },
    ...bytes,
    { type: 'fin' },
  ])
  const { ask } = routerTo({ slow: slow.url }, {}, { rewriteModel: true })
  expect(await (await ask({ stream: true })).text()).toBe(stream('Hello').replaceAll('"model":"m"', '"model":"any"'))
})

it('a stream cut anywhere is rewritten alike', () => {
  const text = `: ping\r\n\r\n${stream('Hello', '世界\u2028')}data: {"model":"m"}`
  const bytes = new TextEncoder().encode(text)
  const expected = text.replaceAll('"model":"m"', '"model":"other"')
  for (let size = 1; size < bytes.length; size = size * 2 + 1) {
    const rewriter = new ModelRewriter('other')
    const pieces: Uint8Array[] = []
    for (let at = 0; at < bytes.length; at += size) pieces.push(rewriter.next(bytes.subarray(at, at + size)))
    pieces.push(rewriter.last())
    expect(Buffer.concat(pieces).toString()).toBe(expected)
  }
})
