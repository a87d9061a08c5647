import { failureClasses } from '../../failure/failure-class.js'
import { actions, type UserRule } from '../../failure/user-rule.js'
import { type Check, list, number, object, oneOf, refined, textLike, wrong } from '../../lib/check.js'
import { name } from '../../lib/name-check.js'
import { blamedScopes } from '../../words/scope.js'

const shape = object({
  vendor: name,
  provider: name,
  status: number({ min: 100, max: 599, whole: true }),
  match: list(textLike(/[\s\S]/, 'a text that is not empty')),
  class: oneOf(...failureClasses),
  scope: oneOf('request', ...blamedScopes),
  action: oneOf(...actions),
} satisfies Record<keyof UserRule, Check>)

/** A rule of the operator's; one that could match nothing is a mistake (rule 13). */
export const userRule: Check = refined(shape, (value, path) => {
  const { status, match } = value as UserRule
  if (match?.length === 0) return wrong(`${path}.match`, 'must not be empty')
  return (status ?? match) === undefined ? wrong(path, 'needs a status or a match, or it matches nothing') : []
})
