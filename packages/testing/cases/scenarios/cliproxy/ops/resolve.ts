import type { Policy } from '@router/core'
import { resolve as poolOf } from '../../../../../core/src/policy/resolve.js'
import { unmapped } from '../../unmapped.js'
import { aliasesOf } from '../names.js'
import type { Playable } from '../playable.js'
import type { Scene } from '../scene.js'

interface Resolve {
  readonly model: string
  readonly scope?: 'global' | 'oauth' | 'apikey' | 'prefix' | 'listing'
  readonly credential?: string
}

/** What a name stands for. */
export const resolve: Playable = {
  fields: ['scope', 'credential', 'model'],
  play(scene, operation) {
    const { scope = 'global', credential, model } = operation as unknown as Resolve
    if (scope === 'listing') unmapped('what is listed to clients')
    return scope === 'global' ? ofAlias(scene, model) : ofCredential(scene, String(credential), model)
  },
}

function ofAlias(scene: Scene, asked: string): ReturnType<Playable['play']> {
  const policy = scene.policy()
  const names = scene.names()
  const pool = poolOf(policy, scene.name(asked))
  const known = pool !== undefined && names.get(pool.name)?.isAlias === true ? pool : undefined
  return {
    alias: () => known?.name,
    strategy: () => known && (known.tiers[0]?.strategy[0]?.name ?? 'fill-first'),
    targets: () => known && modelsOf(policy, scene.name(asked)),
  }
}

/** The upstream models that a credential has for a name: all of its places there. */
function ofCredential(scene: Scene, credential: string, asked: string): ReturnType<Playable['play']> {
  const name = scene.name(asked)
  const own = modelsOf(scene.policy(), name, credential)
  const entry = (scene.given.targets ?? [])
    .filter((row) => row.credential === credential)
    .flatMap((row) => aliasesOf(scene.given, row))
    .find(({ alias }) => alias.toLowerCase() === name.trim().toLowerCase())
  return {
    pool: () => own,
    upstream: () => own[0] ?? name,
    mapped: () => own.some((model) => model !== name),
    force: () => entry?.force_mapping ?? false,
    response_model: () => unmapped('the model that an answer names: the transport’s'),
  }
}

function modelsOf(policy: Policy, name: string, credential?: string): readonly string[] {
  const members = poolOf(policy, name)?.tiers.flatMap((tier) => tier.members) ?? []
  return members
    .filter(({ target }) => (credential ?? target.credential) === target.credential)
    .map(({ target }) => target.model)
}

/** The providers of a name, in the order in which they would be asked. */
export const providerOrder: Playable = {
  fields: ['model'],
  play(scene, { model }) {
    const name = scene.name(String(model))
    const policy = scene.policy()
    const members = poolOf(policy, name)?.tiers.flatMap((tier) => tier.members) ?? []
    return { providers: () => [...new Set(members.map(({ target }) => target.provider))] }
  },
}
