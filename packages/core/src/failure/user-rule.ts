import { type Check, list, name, number, object, oneOf, refined, textLike, wrong } from '../lib/check.js'
import { type Reply, replyCap } from '../words/reply.js'
import { blamedScopes, type Scope } from '../words/scope.js'
import { seconds } from '../words/time.js'
import { builtInJudgement } from './built-in.js'
import { defaultScopes } from './default-scopes.js'
import { defaultEffects, type Effect } from './effect.js'
import type { Failure, Rule } from './failure.js'
import { type FailureClass, failureClasses } from './failure-class.js'

const actions = ['stop', 'stop-and-cooldown', 'continue', 'continue-and-cooldown'] as const

/** What an operator says about some replies, before all tables (rule 13). Plain JSON. */
export interface UserRule {
  /** Only of targets whose replies this vendor's table reads. */
  readonly vendor?: string
  /** Only of this provider. */
  readonly provider?: string
  /** The HTTP status, exactly. */
  readonly status?: number
  /** Literals of which the body contains one, upper and lower case apart. A rule with neither this nor `status` matches nothing. */
  readonly match?: readonly string[]
  /** What it is; absent: what the tables say, or `invalid-request` where they see a success. */
  readonly class?: FailureClass
  /** Whom it blames; absent: what the tables say if the class is theirs, else the default of the class. */
  readonly scope?: Scope
  /** Does the request end here or go on, and does anything cool? Absent: as the class has it. */
  readonly action?: (typeof actions)[number]
}

/**
 * An operator's rule as a rule. Without `status` it judges only what is an error anyway, so that no answer is refused
 * for quoting one. `name` stands in the failures it makes.
 */
export function compileUserRule(rule: UserRule, name: string): Rule {
  return (reply, context) => {
    const { vendor = context.target.vendor, provider = context.target.provider, status, match } = rule
    if (vendor !== context.target.vendor || provider !== context.target.provider) return undefined
    if (status === undefined && (match === undefined || match.length === 0)) return undefined
    if (status !== undefined && status !== statusOf(reply)) return undefined
    if (match !== undefined && match.length > 0 && !containsAny(textOf(reply), match)) return undefined

    const builtIn = builtInJudgement(reply, context)
    return status === undefined && builtIn === undefined ? undefined : failureOf(rule, builtIn, `rule ${name}`)
  }
}

function failureOf(rule: UserRule, builtIn: Failure | undefined, name: string): Failure {
  const failureClass = rule.class ?? builtIn?.class ?? 'invalid-request'
  const known = builtIn?.class === failureClass ? builtIn : undefined
  const scope = rule.scope ?? known?.scope ?? defaultScopes[failureClass]
  const cools = rule.action === undefined || rule.action.endsWith('-and-cooldown')
  const effect = { ...known?.effect, ...actionEffect(rule.action, failureClass) }
  return {
    class: failureClass,
    // What is to cool has to be somebody.
    scope: scope === 'request' && cools && rule.action !== undefined ? 'target' : scope,
    ...(builtIn?.retryAfterMs === undefined || !cools ? {} : { retryAfterMs: builtIn.retryAfterMs }),
    rule: name,
    ...(Object.keys(effect).length === 0 ? {} : { effect }),
  }
}

const minute = { firstMs: seconds(60), factor: 1, capMs: seconds(60) }

function actionEffect(action: UserRule['action'], failureClass: FailureClass): Partial<Effect> {
  if (action === undefined) return {}
  const next = action.startsWith('stop') ? 'stop' : 'failover'
  if (!action.endsWith('-and-cooldown')) return { next, cooldown: 'none' }
  return defaultEffects[failureClass].cooldown === 'none' ? { next, cooldown: minute } : { next }
}

const statusOf = (reply: Reply): number | undefined => ('status' in reply ? reply.status : undefined)

const containsAny = (text: string, literals: readonly string[]): boolean =>
  literals.some((literal) => text.includes(literal))

function textOf(reply: Reply): string {
  if (reply.type === 'response') return reply.body.slice(0, replyCap)
  if (reply.type === 'stream-event') return reply.data.slice(0, replyCap)
  return reply.type === 'network' ? (reply.message ?? '').slice(0, replyCap) : ''
}

const shape = object({
  vendor: name,
  provider: name,
  status: number({ min: 100, max: 599, whole: true }),
  match: list(textLike(/[\s\S]/, 'a text that is not empty')),
  class: oneOf(...failureClasses),
  scope: oneOf('request', ...blamedScopes),
  action: oneOf(...actions),
} satisfies Record<keyof UserRule, Check>)

/** Every mistake in what should be a {@link UserRule}, each with its path below `path`; total. */
export const userRuleIssues: Check = refined(shape, (value, path) => {
  const { status, match } = value as UserRule
  if (match?.length === 0) return wrong(`${path}.match`, 'must not be empty')
  return (status ?? match) === undefined ? wrong(path, 'needs a status or a match, or it matches nothing') : []
})
