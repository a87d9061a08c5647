import { explain, healthOf, type PolicyInput, toJson } from '@router/core'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { inFlightOf } from '../../src/snapshot/traffic.js'
import { reloads } from './reloads.js'
import { runs } from './runs.js'

it('a target that the policy names for the first time is held nothing against but what its provider and model brought along', () => {
  fc.assert(
    fc.property(reloads(), ({ before, after, reloaded, now }) => {
      for (const { id, provider, model, scopes } of after.targets.values()) {
        if (before.targets.has(id)) continue
        expect(inFlightOf(reloaded.traffic, id)).toBe(0)
        const { tiers } = explain(after, reloaded, { id: 'r', model: `${provider}/${model}`, pin: { target: id } }, now)
        const candidate = tiers.flatMap(({ candidates }) => candidates).find(({ target }) => target === id)
        if (candidate === undefined || candidate.eligible) continue
        const { exclusion } = candidate
        if ('key' in exclusion) expect([scopes.credential, scopes.model, scopes.provider]).toContain(exclusion.key)
        if ('key' in exclusion) expect(before.scopes.has(exclusion.key)).toBe(true)
      }
    }),
    runs,
  )
})

/** The input with every credential of another revision. */
function rotated(input: PolicyInput): PolicyInput {
  const providers = Object.entries(input.providers).map(([name, provider]) => {
    const { credentials = ['default'] } = provider
    const entries: readonly (readonly [string, object])[] = isList(credentials)
      ? credentials.map((id) => [id, {}])
      : Object.entries(credentials)
    return [
      name,
      { ...provider, credentials: Object.fromEntries(entries.map(([id, each]) => [id, { ...each, revision: 'new' }])) },
    ]
  })
  return { ...input, providers: Object.fromEntries(providers) as PolicyInput['providers'] }
}

const isList = (value: unknown): value is readonly string[] => Array.isArray(value)

it('a credential with another revision starts clean, whatever was held against the old one, and late news of that one changes nothing', () => {
  fc.assert(
    fc.property(reloads(rotated), ({ after, reloaded, last }) => {
      for (const { entries } of [reloaded, last].map((snapshot) => toJson(healthOf(snapshot)))) {
        for (const [key] of entries) expect(after.scopes.has(key)).toBe(true)
        const held = entries.filter(([, { facts, suspendedAt }]) => facts ?? suspendedAt)
        expect(held.filter(([key]) => key.startsWith('target:') || key.startsWith('credential:'))).toEqual([])
      }
    }),
    runs,
  )
})
