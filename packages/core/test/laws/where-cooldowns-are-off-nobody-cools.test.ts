import { healthOf, type PolicyInput, toJson } from '@router/core'
import { policyInputs, scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.js'

/** Inputs in which cooldowns are off for the first provider, or for all of its credentials. */
const inputs = fc.tuple(policyInputs(), fc.boolean()).map(([input, ofProvider]): PolicyInput => {
  const providers = Object.entries(input.providers).map(([name, provider], index) => {
    if (index > 0) return [name, provider]
    if (ofProvider) return [name, { ...provider, credentials: Object.keys(credentialsOf(provider)), cooldowns: false }]
    const credentials = Object.entries(credentialsOf(provider)).map(([id, each]) => [id, { ...each, cooldowns: false }])
    return [name, { ...provider, credentials: Object.fromEntries(credentials) }]
  })
  return { ...input, providers: Object.fromEntries(providers) as PolicyInput['providers'] }
})

function credentialsOf({
  credentials = ['default'],
}: PolicyInput['providers'][string]): Readonly<Record<string, object>> {
  return isList(credentials) ? Object.fromEntries(credentials.map((id) => [id, {}])) : credentials
}

const isList = (value: unknown): value is readonly string[] => Array.isArray(value)

it('where the operator has turned cooldowns off, no failure takes anything out of use, and the request goes on as it would', () => {
  fc.assert(
    fc.property(scenes({ inputs, moves: ['begin', 'answer', 'late'] }), ({ policy, played, snapshot }) => {
      const exempt = [...policy.targets.values()].filter(({ cooldowns }) => cooldowns === false)
      expect(exempt.length > 0 || policy.targets.size > 0).toBe(true)
      for (const event of played.events)
        if (event.type === 'attempt-failed' && exempt.some(({ id }) => id === event.target))
          expect(event.key).toBeUndefined()
      const scopes = exempt.flatMap((target) => [target.scopes.target, target.scopes.credential])
      for (const [key, { facts, suspendedAt }] of toJson(healthOf(snapshot)).entries)
        if (scopes.some((scope) => scope === key)) expect([facts, suspendedAt]).toEqual([undefined, undefined])
    }),
    runs,
  )
})
