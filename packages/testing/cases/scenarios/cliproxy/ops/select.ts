import { explain, type Policy, type RouteRequest } from '@router/core'
import { counted } from '../../../grouped.js'
import { unmapped } from '../../unmapped.js'
import type { Playable } from '../operations.js'
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
  const policy = scene.policy({ model: scene.name(model), providers })
  const tried = [...policy.targets.values()].filter(({ credential }) => exclude.includes(credential))
  const needs = [...(kind === undefined ? [] : [`kind=${kind}`]), ...(disallow_free === true ? ['plan!free'] : [])]
  const request: RouteRequest = {
    id: scene.nextRequest(),
    model: scene.name(model),
    ...(session === undefined ? {} : { session }),
    ...(tried.length === 0 ? {} : { tried: tried.map(({ id }) => id) }),
    ...(needs.length === 0 ? {} : { needs }),
  }
  refuseChanceOf(scene, policy, request)
  const step = world.begin(policy, request)
  switch (step.command.type) {
    case 'attempt': {
      const { credential, provider } = step.command.target
      world.advance(policy, step, { type: 'cancelled' })
      return { credential, provider }
    }
    case 'fail':
      return { error: refusalOf(step.command.error, policy, request, world) }
    default:
      return unmapped('selecting waits')
  }
}

/** A session among several is a hash of its name here, and whoever's turn it was there: only without a choice they agree. */
export function refuseChanceOf(scene: Scene, policy: Policy, request: RouteRequest): void {
  if (scene.given.session_affinity === undefined || request.session === undefined) return
  const { tiers } = explain(policy, scene.world.snapshot, request, scene.world.now)
  const choice = tiers.map(({ candidates }) => candidates.filter(({ eligible }) => eligible)).find(isChoice) ?? []
  if (choice.length > 1) unmapped('which member a session is bound to: here a hash of its name (rule 11)')
}

/** The first tier with somebody eligible serves. */
const isChoice = (eligible: readonly unknown[]): boolean => eligible.length > 0
