import {
  emptySnapshot,
  explain,
  explanationText,
  names,
  type Policy,
  type RouteRequest,
  reduce,
  type ScopeName,
  type Snapshot,
  select,
  type Target,
} from '@router/core'
import { membersOf } from '../play/members-of.js'
import type { LostScope, NameSurvival, Survival } from './survival.js'
import { worstRequest } from './worst-request.js'

/**
 * What a policy withstands, without any traffic: which name is still served when any one credential, model or provider is
 * lost, which target can never be chosen, and the worst that can become of one request. All of it is asked of core: what
 * is lost is suspended, and `select` says who is left.
 *
 * @param of The names to ask about; by default the aliases, or every name where there are none.
 *
 * @example
 * ```ts
 * import { definePolicy } from '@router/core'
 * import { survives } from '@router/testing'
 * const policy = definePolicy({
 *   providers: { openai: { credentials: ['key-1', 'key-2'] } },
 *   aliases: { fast: { targets: ['openai/gpt-4o-mini', { provider: 'openai', model: 'gpt-4o', weight: 0 }] } },
 * })
 * const [fast] = survives(policy).names
 * console.log(fast?.survives) // → {"credential":true,"model":false,"provider":false}
 * console.log(fast?.diesWith.join(' ')) // → model:openai/gpt-4o-mini provider:openai
 * console.log(fast?.neverChosen.map(({ target }) => target).join(' ')) // → openai/key-1/gpt-4o openai/key-2/gpt-4o
 * ```
 */
export function survives(policy: Policy, of: readonly string[] = asked(policy)): Survival {
  const named = new Set(asked(policy).flatMap((name) => membersOf(policy, name)))
  return {
    names: of.map((name) => survivalOf(policy, name)),
    unnamed: [...policy.targets.values()].filter((target) => !named.has(target)).map(({ id }) => id),
  }
}

function asked(policy: Policy): readonly string[] {
  const aliases = [...policy.aliases.values()].map(({ name }) => name)
  return aliases.length > 0 ? aliases : names(policy)
}

const lostScopes: readonly LostScope[] = ['credential', 'model', 'provider']

function survivalOf(policy: Policy, name: string): NameSurvival {
  const members = membersOf(policy, name)
  const requests = requestsOf(name, members)
  const dies = (scope: LostScope): readonly ScopeName[] =>
    [...new Set(members.map(({ scopes }) => scopes[scope]))].filter(
      (key) => !requests.every((request) => isServed(policy, without(policy, [key]), request)),
    )
  const diesWith = { credential: dies('credential'), model: dies('model'), provider: dies('provider') }
  const worst = requests.map((request) => worstRequest(policy, request))
  return {
    name,
    survives: {
      credential: diesWith.credential.length === 0,
      model: diesWith.model.length === 0,
      provider: diesWith.provider.length === 0,
    },
    diesWith: lostScopes.flatMap((scope) => diesWith[scope]),
    neverChosen: members.flatMap((target) => whyNever(policy, name, members, target)),
    worst: {
      attempts: Math.max(...worst.map(({ attempts }) => attempts)),
      waitMs: Math.max(...worst.map(({ waitMs }) => waitMs)),
      transcript: worst.toSorted((a, b) => b.attempts - a.attempts)[0]?.transcript ?? '',
    },
  }
}

/** A request for each operation that the members offer: what does not serve chat may serve something else. */
function requestsOf(name: string, members: readonly Target[]): readonly RouteRequest[] {
  const operations = new Set(members.map(operationOf))
  return [...operations].map((operation) => ({ id: 'r1', model: name, ...(operation === 'chat' ? {} : { operation }) }))
}

const operationOf = ({ operations }: Target): string =>
  operations === undefined || operations.includes('chat') ? 'chat' : (operations[0] ?? 'chat')

const isServed = (policy: Policy, snapshot: Snapshot, request: RouteRequest): boolean =>
  select(policy, snapshot, request, 0).type === 'use'

const without = (policy: Policy, keys: readonly ScopeName[]): Snapshot =>
  keys.reduce((known, key) => reduce(policy, known, { type: 'scope-suspended', at: 0, key }), emptySnapshot)

/** Why a member is not even chosen where all others are lost. */
function whyNever(
  policy: Policy,
  name: string,
  members: readonly Target[],
  target: Target,
): NameSurvival['neverChosen'] {
  const others = members.filter((member) => member !== target).map(({ scopes }) => scopes.target)
  const operation = operationOf(target)
  const request = { id: 'r1', model: name, dialect: target.dialect, operation }
  const explanation = explain(policy, without(policy, others), request, 0)
  const { decision } = explanation
  if (decision.type === 'use' && decision.target.id === target.id) return []
  const start = `  - ${target.id}: `
  const line = explanationText(explanation)
    .split('\n')
    .find((text) => text.startsWith(start))
  return [{ target: target.id, why: line?.slice(start.length) ?? 'nobody asks for it' }]
}
