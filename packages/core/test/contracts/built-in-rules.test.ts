import { classify, definePolicy, type Rule } from '@router/core'
import { ruleLaws } from '@router/testing'
import { describe, it } from 'vitest'

// The suite that custom rules are held to, for everything that core judges by itself.
const policy = definePolicy({ providers: { a: {} } })
const classified: Rule = (reply, context) => classify(policy, reply, context)

describe('the built-in rules', () => {
  for (const { name, check } of ruleLaws(classified)) it(name, check)
})
