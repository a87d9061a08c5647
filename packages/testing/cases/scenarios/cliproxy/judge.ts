import { classify, cliproxy, type Failure, type Policy, type Reply, type Rule, type RuleContext } from '@router/core'
import { compile } from '../compile.js'
import type { Given, RuleRow, TargetRow } from './case.js'
import { marks } from './reply.js'

/**
 * The rules that a case states for single credentials, as the one rule of an operator: plain rules speak of providers.
 * Everything else is judged by the preset.
 */
export function judgeOf(given: Given, stated: Policy['statedEffects']): Rule {
  const rest = { rules: compile({ providers: {}, rules: cliproxy.rules ?? [] }).rules, statedEffects: stated }
  return (reply, context) => {
    const row = given.targets?.find(isBehind(context))
    const own = row && ownOpinion(row.rules ?? [], reply, context)
    if (own !== undefined) return own
    const failure = classify(rest, reply, context)
    return failure && settled(marked(failure, reply), reply, row, given)
  }
}

const isBehind =
  ({ target }: RuleContext) =>
  ({ provider, credential }: TargetRow): boolean =>
    provider === target.provider && credential === target.credential

function ownOpinion(rules: readonly RuleRow[], reply: Reply, context: RuleContext): Failure | undefined {
  const text = 'body' in reply ? reply.body : 'data' in reply ? reply.data : ''
  for (const { status, match = [], match_regex = [], action } of rules) {
    const found = match_regex.flatMap((pattern) => firstMatch(pattern, text))
    const literals = [...match, ...found].filter((literal) => literal !== '')
    if (literals.length === 0 || !actions.includes(action)) continue
    const [rule] = compile({ providers: {}, rules: [{ status, match: literals, action }] }).rules
    const failure = rule?.(reply, context)
    if (failure !== undefined) return failure
  }
  return undefined
}

const actions: readonly string[] = ['stop', 'stop-and-cooldown', 'continue', 'continue-and-cooldown']

/** The text that a pattern finds, as a literal; a pattern that is none finds nothing. */
function firstMatch(pattern: string, text: string): readonly string[] {
  try {
    return new RegExp(pattern).exec(text)?.slice(0, 1) ?? []
  } catch {
    return []
  }
}

/** What a transport knows by type: that a quota is the whole credential's, that a fault is the request's. */
function marked(failure: Failure, reply: Reply): Failure {
  const headers = 'headers' in reply ? reply.headers : {}
  if (headers[marks.requestScoped] !== undefined) return { class: 'invalid-request', scope: 'request', rule: 'case' }
  return headers[marks.scope] === 'credential' ? { ...failure, scope: 'credential' } : failure
}

const interruptions = /^(?:EOF$|.*unexpected EOF|websocket: close 100[016])/

/**
 * Blames nobody wider than a target for what has no status, believes no stated time but that of a 429, and cools nobody
 * whose cooling is off.
 */
function settled(failure: Failure, reply: Reply, row: TargetRow | undefined, given: Given): Failure {
  if (reply.type === 'network' && interruptions.test(reply.message ?? ''))
    return { ...failure, scope: 'target', effect: { ...failure.effect, cooldown: 'none' } }
  const { retryAfterMs: _, ...unhinted } = failure
  const heard = failure.class === 'rate-limited' ? failure : unhinted
  const narrowed: Failure = heard.scope === 'provider' ? { ...heard, scope: 'target' } : heard
  if (row === undefined || cools(row, given)) return narrowed
  const sameTargetRetries = isForAnotherRound(reply) ? retriesOf(row, given) : 0
  const off = forces(row) ? ({ cooldown: 'none' } as const) : {}
  return { ...narrowed, effect: { ...narrowed.effect, ...off, sameTargetRetries } }
}

/** Does anything cool this credential? The first of credential, provider and configuration that says so decides. */
export const cools = (row: TargetRow, { config }: Given): boolean =>
  !(row.disable_cooling ?? row.provider_disable_cooling ?? config?.disable_cooling ?? false)

/** Has it a rule that cools even where cooling is off? Then the credential cools, and only its other failures do not. */
export const forces = ({ rules = [] }: TargetRow): boolean =>
  rules.some(({ action }) => action.endsWith('-and-cooldown'))

/** How many further rounds a credential takes part in. */
export function retriesOf({ request_retry = -1 }: TargetRow, { config }: Given): number {
  return request_retry >= 0 ? request_retry : Math.max(0, config?.request_retry ?? 0)
}

/** The statuses after which another round may begin. */
export const roundStatuses: readonly number[] = [403, 408, 429, 500, 502, 503, 504]

const isForAnotherRound = (reply: Reply): boolean => 'status' in reply && roundStatuses.includes(reply.status)
