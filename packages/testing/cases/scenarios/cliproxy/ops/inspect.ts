import { unmapped } from '../../unmapped.js'
import { heldModels, isHeld } from '../health.js'
import type { Playable } from '../playable.js'

interface Inspect {
  readonly credential: string
  /** Empty: the credential itself. */
  readonly model: string
}

/** Where a credential stands with one model. */
export const inspect: Playable = {
  fields: ['credential', 'model'],
  play(scene, operation) {
    const { credential, model } = operation as unknown as Inspect
    const named = scene.upstream(model)
    const provider = scene.providerOf(credential) ?? 'unheard-of'
    const { exclusion } = scene.world.standingOf(provider, credential, model === '' ? 'unheard-of' : named)
    const cooling = exclusion?.type === 'cooling' ? exclusion : undefined
    return {
      blocked: () => exclusion !== undefined,
      reason: () => {
        if (exclusion === undefined) return 'none'
        if (exclusion.type === 'suspended') return exclusion.reason === 'disabled' ? 'disabled' : 'other'
        return cooling?.class === 'rate-limited' ? 'cooldown' : 'other'
      },
      until_ms: () => cooling && Math.round(cooling.until),
      backoff_level: () =>
        cooling?.hintedUntil === undefined
          ? (cooling?.level ?? 0)
          : unmapped('the level after a stated time: here that is an incident, too (rule 18)'),
      present: () => isHeld(scene, credential, named),
      keys: () => heldModels(scene, credential).map(([name]) => name),
    }
  },
}
