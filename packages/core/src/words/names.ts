import type { Tagged } from 'type-fest'

/** A vendor endpoint, by its name in the policy. Never contains `/`. */
export type ProviderId = Tagged<string, 'ProviderId'>

/** One secret at a provider, by id only: the secret itself lives in the transport. Never contains `/` or `#`. */
export type CredentialId = Tagged<string, 'CredentialId'>

/** The public name a client asks for; matched after trim and case-fold (rule 1). */
export type AliasName = Tagged<string, 'AliasName'>

/** `provider/credential/model`: the identity of a target, everywhere and for ever (rule 2). */
export type TargetId = Tagged<string, 'TargetId'>

/** The name of something that can be blamed, such as `credential:openai/key-1` (rule 15). Health is keyed by it. */
export type ScopeName = Tagged<string, 'ScopeName'>

/** The id of the target that `model` is behind `credential` at `provider`. */
export function targetId(provider: string, credential: string, model: string): TargetId {
  return `${provider}/${credential}/${model}` as TargetId
}

/** The `provider/credential` of a target, by its id alone: neither part contains `/`. */
export function accountOf(id: TargetId): string {
  return id.slice(0, id.indexOf('/', id.indexOf('/') + 1))
}
