import type { RouteRequest } from '@router/core'
import { counted } from '../../../grouped.js'
import { unmapped } from '../../unmapped.js'
import type { Playable } from '../playable.js'
import { refusalOf } from '../refusal.js'
import type { Scene } from '../scene.js'

interface Select {
  readonly model: string
  readonly providers?: readonly string[]
  readonly session?: string
  readonly session_pattern?: string
  readonly from?: number
  readonly exclude?: readonly string[]
  readonly kind?: string
  readonly disallow_free?: boolean
  readonly repeat?: number
}

/** Picks, and reports that the caller cancelled: selecting alone writes nothing, and the cases expect rotation. */
export const select: Playable = {
  fields: ['model', 'providers', 'session', 'session_pattern', 'from', 'exclude', 'kind', 'disallow_free', 'repeat'],
  play(scene, operation) {
    const asked = operation as unknown as Select
    const { repeat = 1, from = 0, session_pattern: pattern } = asked
    const picks = Array.from({ length: repeat }, (_, index) =>
      pick(scene, asked, pattern?.replace('%d', String(from + index)) ?? asked.session),
    )
    const credentials = picks.map(({ credential }) => credential ?? null)
    return {
      credential: () => credentials[0],
      provider: () => picks[0]?.provider,
      error: () => picks[0]?.error,
      sequence: () => credentials,
      counts: () => counted(credentials, String),
    }
  },
}

function pick(
  scene: Scene,
  { model, providers, exclude = [], kind, disallow_free }: Select,
  session: string | undefined,
): { readonly credential?: string; readonly provider?: string; readonly error?: object } {
  const { world } = scene
  const asked = { model: scene.name(model), providers }
  const tried = [...scene.policy(asked).targets.values()].filter(({ credential }) => exclude.includes(credential))
  const needs = [...(kind === undefined ? [] : [`kind=${kind}`]), ...(disallow_free === true ? ['plan!free'] : [])]
  const plain: RouteRequest = {
    id: scene.nextRequest(),
    model: scene.name(model),
    ...(session === undefined ? {} : { session }),
    ...(tried.length === 0 ? {} : { tried: tried.map(({ id }) => id) }),
    ...(needs.length === 0 ? {} : { needs }),
  }
  const { policy, request, served } = scene.withSession(asked, plain)
  const step = world.begin(policy, request)
  switch (step.command.type) {
    case 'attempt': {
      const { id, credential, provider } = step.command.target
      served(id)
      world.advance(policy, step, { type: 'cancelled' })
      return { credential, provider }
    }
    case 'fail':
      return { error: refusalOf(step.command.error, policy, request, world) }
    default:
      return unmapped('selecting waits')
  }
}
