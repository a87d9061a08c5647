import { filled } from '../lib/filled.js'
import { aliasTarget, credential, model, policyShape } from './check/policy-shape.js'
import type { Policy } from './policy.js'
import type {
  AliasInput,
  AliasTargetInput,
  CredentialInput,
  ModelInput,
  PolicyInput,
  ProviderInput,
} from './policy-input.js'

/** An input of the right shape with its defaults written into it. */
export interface FilledInput
  extends Pick<
      Policy,
      | 'effects'
      | 'budget'
      | 'patience'
      | 'retryTokens'
      | 'timeouts'
      | 'whenAllCooling'
      | 'commit'
      | 'probe'
      | 'maxCooldownMs'
    >,
    Pick<Required<PolicyInput>, 'groups' | 'rules'> {
  readonly providers: Readonly<Record<string, FilledProvider>>
  readonly aliases: Readonly<Record<string, FilledAlias>>
}

type With<T, K extends keyof T> = Omit<T, K> & Required<Pick<T, K>>

export type FilledProvider = With<ProviderInput, 'dialect' | 'credentials' | 'cooldowns' | 'models'>
export type FilledCredential = With<CredentialInput, 'tier' | 'weight' | 'refreshable'>
export type FilledModel = With<ModelInput, 'labels'>
export type FilledAlias = With<AliasInput, 'strategy' | 'fallback' | 'nativeFirst'>
export type FilledTarget = With<AliasTargetInput, 'tier' | 'weight'>

/** The input with its defaults. */
export const filledInput = (input: PolicyInput): FilledInput => filled(policyShape, input) as FilledInput

/** A credential of which only the id is said. */
export const plainCredential: FilledCredential = filled(credential, {}) as FilledCredential

/** A model of which only the name is said. */
export const plainModel: FilledModel = filled(model, {}) as FilledModel

/** `provider/model` split at the first slash, or the entry itself; trimmed. */
export function targetOf(entry: string | AliasTargetInput): FilledTarget {
  if (typeof entry !== 'string') {
    const secret = entry.credential === undefined ? {} : { credential: entry.credential.trim() }
    const trimmed = { ...entry, ...secret, provider: entry.provider.trim(), model: entry.model.trim() }
    return filled(aliasTarget, trimmed) as FilledTarget
  }
  const slash = entry.indexOf('/')
  return targetOf({ provider: entry.slice(0, slash), model: entry.slice(slash + 1) })
}
