import type { Policy } from '@router/core'
import { resolve as poolOf } from '../../../../../core/src/policy/resolve.js'
import { unmapped } from '../../unmapped.js'
import { aliasesOf, namesOf } from '../names.js'
import type { Playable } from '../operations.js'
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
  const names = namesOf(scene.given)
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
  const rows = (scene.given.targets ?? []).filter((row) => row.credential === credential)
  const aliases = rows.flatMap((row) => aliasesOf(scene.given, row))
  const name = scene.name(asked)
  const entry = aliases.find(({ alias }) => alias.toLowerCase() === name.trim().toLowerCase())
  const own = entry === undefined ? [] : modelsOf(scene.policy(), name, credential)
  const [upstream] = own
  return {
    pool: () => own,
    upstream: () => upstream ?? name,
    mapped: () => own.length > 0,
    force: () => entry?.force_mapping ?? unmapped('rewriting the model of an answer: the transport’s'),
    response_model: () => unmapped('rewriting the model of an answer: the transport’s'),
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
