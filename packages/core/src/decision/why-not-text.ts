import { assertNever } from '../lib/assert-never.js'
import type { TargetId } from '../words/names.js'
import { eligibleAt } from './eligible-at.js'
import { lengthOf, reasonOf } from './exclusion-text.js'
import type { Explanation } from './explanation.js'
import { narrowingOf } from './explanation-text.js'
import { whyNot } from './why-not.js'

/**
 * Why not this one, and from when on it may be asked, as plain text.
 *
 * @example
 * ```ts
 * import { definePolicy, emptySnapshot, explain, whyNotText } from '@router/core'
 * const policy = definePolicy({ providers: { a: { credentials: { k: { weight: 0 } }, models: ['m'] }, b: { models: ['m'] } } })
 * const explanation = explain(policy, emptySnapshot, { id: 'r1', model: 'm' }, 0)
 * console.log(whyNotText(explanation, 'a/k/m')) // → a/k/m: drained (weight 0); no time alone makes it eligible
 * ```
 */
export function whyNotText(explanation: Explanation, target: TargetId | string): string {
  return `${target}: ${sentence(explanation, target)}`
}

function sentence(explanation: Explanation, target: TargetId | string): string {
  const { at, name } = explanation
  const why = whyNot(explanation, target)
  switch (why.type) {
    case 'used':
      return 'it is the one'
    case 'unknown':
      return `does not stand behind ${name}`
    case 'refused': {
      const reasons = why.refusals.map(({ exclusion }) => reasonOf(exclusion, at)).join('; ')
      const from = eligibleAt(explanation, target)
      return `${reasons}; ${from === undefined ? 'no time alone makes it eligible' : `eligible in ${lengthOf(from - at)}`}`
    }
    case 'later-tier':
      return `eligible, in tier ${why.tier}; tier ${why.serving} serves`
    case 'narrowed':
      return `eligible; ${narrowingOf(why.narrowing)}`
    case 'declared-later':
      return 'eligible; as good as the one that is used, and declared later'
    default:
      return assertNever(why)
  }
}
