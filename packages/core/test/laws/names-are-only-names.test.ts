import { definePolicy } from '@router/core'
import { histories, hostileNames, plausibleReplies, playHistory, policyInputs, requestChoices } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { renamed } from './renamed.js'
import { runs } from './runs.js'
import { withoutChance } from './without-chance.js'

/** Keys that look like numbers are not kept in the order they were written in: the language sorts them. */
const namesInOrder = hostileNames().filter((name) => !/^\d+$/.test(name) && name.length < 128)
const pools = fc.uniqueArray(namesInOrder, { minLength: 30, maxLength: 30, selector: (name) => name.toLowerCase() })

// A name that is spelled wrongly is itself a name, and may be somebody's.
const known = requestChoices().map((choice) => ({ ...choice, spelled: 'exactly' as const }))

it('a life in which every name is another, however hostile, is the same life; and no object of the language is touched', () => {
  const untouched = [Object.prototype, Array.prototype].map((prototype) => Reflect.ownKeys(prototype).length)
  fc.assert(
    fc.property(
      policyInputs({ strategies: withoutChance }),
      histories({ replies: plausibleReplies(), requests: known }),
      pools,
      (input, history, pool) => {
        const plain = new Map<string, string>()
        const hostile = new Map<string, string>()
        const plainName = (name: string): string => {
          const known = plain.get(name) ?? `n${plain.size}`
          plain.set(name, known)
          return known
        }
        const hostileName = (name: string): string => {
          const known = hostile.get(name) ?? (pool[hostile.size] as string)
          hostile.set(name, known)
          return known
        }
        const before = renamed(input, plainName)
        const after = renamed(before, hostileName)
        const one = playHistory(definePolicy(before), history)
        const other = playHistory(definePolicy(after), history)
        const asked = (steps: typeof one.steps, name: (name: string) => string): readonly string[] =>
          steps.map(({ step: { command } }) => {
            if (command.type !== 'attempt') return command.type
            const { provider, credential, model } = command.target
            return [provider, credential, model].map(name).join('/')
          })
        expect(asked(other.steps, (name) => name)).toEqual(asked(one.steps, hostileName))
        expect([Object.prototype, Array.prototype].map((prototype) => Reflect.ownKeys(prototype).length)).toEqual(
          untouched,
        )
      },
    ),
    runs,
  )
})
