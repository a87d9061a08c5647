import { type Reply, replyCap } from '../words/reply.js'
import type { Scope } from '../words/scope.js'
import { seconds } from '../words/time.js'
import { builtInJudgement } from './built-in.js'
import { defaultEffects, type Effect } from './effect.js'
import type { Failure, Rule } from './failure.js'
import { defaultScopes, type FailureClass } from './failure-class.js'

/** What may become of the request, and whether anything cools. */
export const actions = ['stop', 'stop-and-cooldown', 'continue', 'continue-and-cooldown'] as const

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
 * for quoting one. `name` stands in the failures it makes, `effects` are the policy's.
 */
export function compileUserRule(rule: UserRule, name: string, effects: Effects = defaultEffects): Rule {
  const { vendor, provider, status, match = [] } = rule
  return (reply, context) => {
    if (vendor !== undefined && vendor.trim() !== context.target.vendor) return undefined
    if (provider !== undefined && provider.trim() !== context.target.provider) return undefined
    if (status === undefined ? match.length === 0 : !('status' in reply) || reply.status !== status) return undefined
    const text = textOf(reply)
    if (match.length > 0 && !match.some((literal) => text.includes(literal))) return undefined

    const builtIn = builtInJudgement(reply, context)
    return status === undefined && builtIn === undefined ? undefined : failureOf(rule, builtIn, `rule ${name}`, effects)
  }
}

type Effects = Readonly<Record<FailureClass, Effect>>

function failureOf(
  { action, ...rule }: UserRule,
  builtIn: Failure | undefined,
  name: string,
  effects: Effects,
): Failure {
  const failureClass = rule.class ?? builtIn?.class ?? 'invalid-request'
  const known = builtIn?.class === failureClass ? builtIn : undefined
  const scope = rule.scope ?? known?.scope ?? defaultScopes[failureClass]
  const cools = action?.endsWith('cooldown')
  const effect = { ...known?.effect, ...actionEffect(action, cools, effects[failureClass]) }
  return {
    class: failureClass,
    // What is to cool has to be somebody.
    scope: scope === 'request' && cools ? 'target' : scope,
    ...(builtIn?.retryAfterMs === undefined || cools === false ? {} : { retryAfterMs: builtIn.retryAfterMs }),
    rule: name,
    ...(Object.keys(effect).length === 0 ? {} : { effect }),
  }
}

const minute = { firstMs: seconds(60), factor: 1, capMs: seconds(60) }

/** What is to go on goes on to another target, and what is to cool cools now: for a minute where its class would not. */
function actionEffect(action: UserRule['action'], cools: boolean | undefined, { cooldown }: Effect): Partial<Effect> {
  if (action === undefined) return {}
  const effect = { next: action.startsWith('stop') ? 'stop' : 'failover', sameTargetRetries: 0 } as const
  if (!cools) return { ...effect, cooldown: 'none' }
  const isSure = typeof cooldown === 'string' ? cooldown === 'suspend' : (cooldown.fromIncident ?? 1) === 1
  return isSure ? effect : { ...effect, cooldown: minute }
}

function textOf(reply: Reply): string {
  const text = 'body' in reply ? reply.body : 'data' in reply ? reply.data : 'message' in reply ? reply.message : ''
  return text?.slice(0, replyCap) ?? ''
}
