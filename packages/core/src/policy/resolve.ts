import type { Policy, Pool } from './policy.js'

/** Names of aliases are compared like this: trimmed, in lower case (rule 1). */
export const foldName = (name: string): string => name.trim().toLowerCase()

/** What a requested name stands for: an alias, else `provider/model` or a declared model by exact name; undefined: unknown. */
export function resolve(policy: Pick<Policy, 'aliases' | 'models'>, name: string): Pool | undefined {
  return policy.aliases.get(foldName(name)) ?? policy.models.get(name.trim())
}

/**
 * Every name a client may ask for: aliases first, then declared models, then `provider/model`.
 *
 * @example
 * ```ts
 * import { definePolicy, names } from '@router/core'
 * const policy = definePolicy({
 *   providers: { openai: { models: ['gpt-4o'] } },
 *   aliases: { Fast: { targets: ['openai/gpt-4o'] } },
 * })
 * console.log(names(policy).join(' ')) // → Fast gpt-4o openai/gpt-4o
 * ```
 */
export function names(policy: Pick<Policy, 'aliases' | 'models'>): readonly string[] {
  return [...policy.aliases.values(), ...policy.models.values()].map((pool) => pool.name)
}
