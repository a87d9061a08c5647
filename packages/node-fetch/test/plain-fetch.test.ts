import { expect, it } from 'vitest'
import { clientSetting } from './support/client-setting.js'
import { rejectionOf } from './support/rejection.js'
import { formats, streamIn, wireFormats } from './support/wire-formats.js'

it.each(wireFormats.map((format) => [format.name, format] as const))(
  'whoever calls fetch is served in the format of %s, whole and streamed, while the first provider fails',
  async (_, format) => {
    const { fetch } = await clientSetting(format.dialect, format)
    const send = (stream: boolean) =>
      fetch(format.url('fast', stream), { method: 'POST', body: JSON.stringify(format.body('fast', stream)) })
    const whole = await send(false)
    expect(await whole.text()).toBe(format.whole('Hello there'))
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-type': 'application/json',
      'x-router-target': 'well/default/m',
      'x-router-attempts': '2',
    })
    const streamed = await send(true)
    expect(await streamed.text()).toBe(streamIn(format, 'Hello ', 'there'))
    expect(streamed.headers.get('x-router-attempts')).toBe('1')
  },
)

it('whoever calls fetch may hand in a Request, a URL, headers of any kind, and a signal', async () => {
  const { fetch } = await clientSetting('openai', formats.chat)
  const url = 'http://router/v1/chat/completions'
  const body = JSON.stringify(formats.chat.body('fast', false))
  const calls: readonly (readonly [string | URL | Request, RequestInit?])[] = [
    [new Request(url, { method: 'POST', body })],
    [new Request(url, { method: 'POST', body: '{}' }), { body }],
    [new URL(url), { method: 'post', body, headers: [['content-type', 'application/json']] }],
    [url, { method: 'POST', body, headers: new Headers({ 'x-any': '1' }), signal: new AbortController().signal }],
    [url, { method: 'POST', body, signal: null }],
  ]
  for (const call of calls) expect((await fetch(...call)).status).toBe(200)
})

it('a response of the router is one like any other: it can be cloned, read as JSON and read once', async () => {
  const { fetch } = await clientSetting('openai', formats.chat)
  const response = await fetch('http://router/v1/chat/completions', {
    method: 'POST',
    body: JSON.stringify(formats.chat.body('fast', false)),
  })
  expect(response).toBeInstanceOf(Response)
  const copy = response.clone()
  expect(await response.json()).toEqual(await copy.json())
  expect(response.bodyUsed).toBe(true)
  await rejectionOf(response.text())
})
