import { definePolicy, type PolicyInput, select } from '@router/core'
import { scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.js'

/** Says the same with every alias target and credential repeated, and the aliases and settings in reverse order. */
function reworded({ aliases = {}, providers, ...settings }: PolicyInput): PolicyInput {
  const reversed = Object.entries(aliases).reverse()
  return {
    ...Object.fromEntries(Object.entries(settings).reverse()),
    aliases: Object.fromEntries(
      reversed.map(([name, alias]) => [name, { ...alias, targets: [...alias.targets, ...alias.targets] }]),
    ),
    providers: Object.fromEntries(
      Object.entries(providers).map(([name, { credentials = [], ...provider }]) => [
        name,
        { ...provider, credentials: isList(credentials) ? [...credentials, ...credentials] : credentials },
      ]),
    ),
  }
}

const isList = (value: unknown): value is readonly string[] => Array.isArray(value)

it('repeating entries and reordering keys changes no decision', () => {
  fc.assert(
    fc.property(scenes(), ({ input, policy, snapshot, request, now }) => {
      expect(select(definePolicy(reworded(input)), snapshot, request, now)).toEqual(
        select(policy, snapshot, request, now),
      )
    }),
    runs,
  )
})
