import { classify } from '@router/core'
import { createRouter, createRouterFetch, FailedAttempt, RouterError } from '@router/node-fetch'
import { type TransportSetting, transportLaws } from '@router/testing'
import { describe, it } from 'vitest'

const settingOf = ({ policy, store, upstreams }: TransportSetting) => {
  const places = Object.entries(upstreams).map(([name, { baseUrl, secret }]) => {
    return [name, { baseUrl, credentials: { default: secret } }] as const
  })
  return { policy, store, upstreams: Object.fromEntries(places) }
}

describe('createRouterFetch', () => {
  const laws = transportLaws((setting) => {
    const fetch = createRouterFetch(settingOf(setting))
    return ({ body, signal }) =>
      fetch('http://router/v1/chat/completions', { method: 'POST', body: JSON.stringify(body), signal })
  })
  for (const { name, check } of laws) it(name, check)
})

describe("execute, around a fetch of one's own", () => {
  const laws = transportLaws(
    (setting) => {
      const router = createRouter(settingOf(setting))
      return async ({ body, signal: caller }) => {
        try {
          return await router.execute(
            { model: body.model },
            async ({ target, signal, secret }) => {
              const response = await fetch(`${setting.upstreams[target.provider]?.baseUrl}/chat/completions`, {
                method: 'POST',
                headers: { authorization: `Bearer ${await secret()}` },
                redirect: 'manual',
                body: JSON.stringify({ ...body, model: target.model }),
                signal,
              })
              if (!response.ok) return response
              const { status, headers } = response
              const text = await response.text()
              const reply = { type: 'response', status, headers: Object.fromEntries(headers), body: text } as const
              if (text === '') throw new FailedAttempt({ type: 'empty' })
              // Whether an answer is one is for core to say.
              const failure = classify(setting.policy, reply, { target, now: Date.now() })
              if (failure !== undefined) throw new FailedAttempt(reply)
              return { status, body: text }
            },
            { signal: caller },
          )
        } catch (error) {
          if (error instanceof RouterError) return error.toResponse()
          throw error
        }
      }
    },
    { streams: false },
  )
  for (const { name, check } of laws) it(name, check)
})
