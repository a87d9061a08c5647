import type { PolicyInput } from '@router/core'
import { compile } from '../../compile.js'
import { unmapped } from '../../unmapped.js'
import { load } from '../loaded.js'
import type { Playable } from '../playable.js'

/** Loads a configuration. */
export const loadConfig: Playable = {
  fields: ['config', 'env', 'pin_model'],
  play(scene, { config, env, pin_model }) {
    if (pin_model != null) unmapped('a configuration for one request: that request pins')
    const stated = config === '$given.config' ? scene.given.config : config
    const loaded = load(scene.given, (stated ?? {}) as object, (env ?? {}) as Record<string, string>)
    scene.loaded = loaded
    const isRejected = loaded.mistakes.length > 0
    return {
      groups: () => loaded.groups,
      warnings: () => loaded.warnings.length,
      accepted: () => !isRejected,
      rejected: () => isRejected,
      targets: () => loaded.targets,
      strategy: () => loaded.strategy,
      error: (want) => {
        const { mentions = [] } = want as { readonly mentions?: readonly string[] }
        const told = JSON.stringify(loaded.mistakes) + JSON.stringify(loaded.targets)
        return isRejected ? { kind: 'config', mentions: mentions.filter((word) => told.includes(word)) } : undefined
      },
    }
  },
}

/** What a name stands for: `provider/model`, in order. */
export const resolve: Playable = {
  fields: ['model'],
  play(scene, { model }) {
    const name = String(model)
    const groups = scene.loaded?.groups ?? []
    const members = [...groups.flat(), ...(name.includes('/') ? [name] : [])]
    const split = members.map((member) => [member.slice(0, member.indexOf('/')), member.slice(member.indexOf('/') + 1)])
    const providers: PolicyInput['providers'] = Object.fromEntries(
      split.map(([provider = '']) => [
        provider,
        { models: split.filter(([other]) => other === provider).map(([, own = '']) => own) },
      ]),
    )
    const pool = compile({ providers, groups }).models.get(name)
    const order = pool?.tiers.flatMap((tier) => tier.members.map(({ target }) => `${target.provider}/${target.model}`))
    return {
      order: () => order,
      group: () => (order !== undefined && order.length > 1 ? 'a group' : null),
      rejected: () => order === undefined,
    }
  },
}
