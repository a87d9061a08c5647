import { type Failure, classify as judge, type Policy, type Reply, type Target } from '@router/core'
import { effectOf } from '../../../../../core/src/failure/effect-of.js'
import { parseDuration } from '../../../../../core/src/failure/retry-hint/duration.js'
import { compile } from '../../compile.js'
import type { Answers } from '../../row.js'
import { unmapped } from '../../unmapped.js'
import { isReview, type Outcome } from '../case.js'
import { turned } from '../knobs.js'
import type { Playable } from '../playable.js'
import type { Scene } from '../scene.js'
import { classesOf, nameOf, refuseLumped, replyOf } from '../words.js'

/** A target at a provider of that name, under the profile's preset. */
function judgement(
  scene: Scene,
  provider: string,
  reply: Reply | undefined,
  now: number,
): readonly [Policy, Failure | undefined] {
  const { input, judge: rule } = turned(scene.given, 2, false)
  const policy = compile(
    { ...input, rules: [], providers: { [provider]: { models: ['m'] } } },
    { rules: { case: rule } },
  )
  const target = [...policy.targets.values()][0] as Target
  return [policy, reply && judge(policy, reply, { target, now })]
}

/** What a reply is. */
export const classify: Playable = {
  fields: ['status', 'headers', 'body', 'network', 'provider'],
  play(scene, operation) {
    const said = operation as unknown as Outcome
    const reply = replyOf(said)
    return answersOf(scene, said.provider ?? 'p', reply)
  },
}

function answersOf(scene: Scene, provider: string, reply: Reply | undefined): Answers {
  const [policy, failure] = judgement(scene, provider, reply, scene.world.now)
  const effect = failure && effectOf(policy, failure)
  const goesOn = effect?.next === 'failover'
  return {
    class: (want) => {
      refuseLumped(failure, reply, want)
      return failure && nameOf(failure.class)
    },
    scope: () => failure?.scope,
    retry_after_ms: () => failure?.retryAfterMs ?? null,
    rotate_credential: () => (isReview(scene.given) ? unmapped('rotation inside a member') : goesOn),
    failover_target: () => goesOn,
    retry_same: () => (effect?.sameTargetRetries ?? 0) > 0,
  }
}

/** What an error inside a success is. */
export const classifyPayload: Playable = {
  fields: ['payload'],
  play(scene, { payload }) {
    const data = typeof payload === 'string' ? payload : JSON.stringify(payload)
    return answersOf(scene, 'p', { type: 'stream-event', status: 200, headers: {}, data })
  },
}

/** When to come back, as a reply states it. */
export const parseRetryAfter: Playable = {
  fields: ['headers', 'body', 'now_ms', 'provider'],
  play(scene, operation) {
    const { headers, body, provider, now_ms } = operation as unknown as Outcome & { readonly now_ms?: number }
    const reply = replyOf({ status: 429, headers: headers ?? {}, body: body ?? '' })
    const [, failure] = judgement(scene, provider ?? 'p', reply, now_ms ?? scene.world.now)
    return {
      retry_after_ms: (want) =>
        failure?.retryAfterMs ??
        (want != null && JSON.stringify(operation).includes('ratelimit-reset')
          ? unmapped('x-ratelimit-reset: on many replies, and no retry time by itself (rule 16)')
          : null),
    }
  },
}

/** A length of time in words. */
export const readDuration: Playable = {
  fields: ['text'],
  play(_, { text }) {
    return { duration_ms: () => parseDuration(String(text)) ?? null }
  },
}

/** Classes whose credential is left and whose target is not: two tables there, one effect here. */
const ofCredentials = ['authentication', 'forbidden']

/** Does the request go on after such a failure? */
export const mayFailover: Playable = {
  fields: ['class', 'stream', 'emitted'],
  play(scene, operation) {
    const name = String(operation['class'])
    if (ofCredentials.includes(name)) unmapped('a table for the next target besides that for the next credential')
    const effects = turned(scene.given, 2, operation['stream'] === true).input.effects ?? {}
    const next = classesOf(name).map((each) => effects[each]?.next ?? nextOf(scene, each))
    const goesOn = operation['emitted'] !== true && next.every((each) => each === 'failover')
    return { failover_target: () => goesOn, rotate_credential: () => goesOn }
  },
}

const nextOf = (scene: Scene, each: Failure['class']): string =>
  judgement(scene, 'p', undefined, 0)[0].effects[each].next
