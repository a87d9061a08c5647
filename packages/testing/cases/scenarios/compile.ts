import { checkPolicy, type Policy, type PolicyInput, type PolicyOptions } from '@router/core'
import { unmapped } from './unmapped.js'

/** The policy that a case asks for; a case that the policy's own check refuses is left out with what it says. */
export function compile(input: PolicyInput, options: PolicyOptions = {}): Policy {
  const checked = checkPolicy(input, options)
  if ('policy' in checked) return checked.policy
  const [issue] = checked.issues
  return unmapped(`no policy: ${issue?.path}: ${issue?.message.split(';')[0]}`)
}
