import { blame, classify, type Failure, type Policy, type Reply, type Step, type Target } from '@router/core'
import type { Answers } from '../../row.js'
import { unmapped } from '../../unmapped.js'
import { lifeAnswers, targetIn } from '../attempt-answers.js'
import { isReview, type Outcome } from '../case.js'
import type { Life } from '../life.js'
import type { Playable } from '../playable.js'
import { policyOf } from '../policy.js'
import { refuseSteps, refuseWindow } from '../refusals.js'
import type { Scene } from '../scene.js'
import { nameOf, replyOf } from '../words.js'
import { healthAnswers } from './health.js'

/** What came of an attempt: of a request that is played, or of one that was under way before. */
export const outcome: Playable = {
  fields: [
    'req',
    'target',
    'status',
    'headers',
    'body',
    'network',
    'phase',
    'final_attempt',
    'pool_exhausted',
    'usage',
  ],
  play(scene, operation) {
    const said = operation as unknown as Outcome
    const life = scene.lives.get(said.req)
    const id = targetIn(scene, said, life)
    const number = life && numberOf(scene, life, id)
    return life === undefined || number === undefined ? learn(scene, id, said) : report(scene, life, number, said)
  },
}

/** The attempt that is meant: the last one at this target. */
function numberOf(scene: Scene, life: Life, id: string): number | undefined {
  const { attempts } = (life.step ?? scene.stepOf(life)).execution
  return attempts.findLast(({ target }) => {
    const known = life.policy.targets.get(target)
    return known !== undefined && scene.idOf(known) === id
  })?.number
}

function report(scene: Scene, life: Life, number: number, said: Outcome): Answers {
  const { execution } = life.step ?? scene.stepOf(life)
  const target = life.policy.targets.get(execution.attempts[number - 1]?.target ?? '')
  const reply = life.cancelled === true && said.network != null ? ({ type: 'cancelled' } as const) : replyOf(said)
  if (reply !== undefined) life.replies.set(number, reply)
  const isOut = said.phase === 'after_output' || said.phase === 'after_reasoning'
  if (isOut && execution.phase.type !== 'committed') scene.advance(life, { type: 'committed', number })
  const step = scene.advance(
    life,
    reply === undefined ? { type: 'succeeded', number } : { type: 'failed', number, reply },
  )
  refuseThreeQuotas(scene, step)
  for (const event of step.events) if (event.type === 'attempt-failed') refuseSteps(scene.given, event)
  return { ...healthAnswers(scene, target && scene.idOf(target)), ...lifeAnswers(scene, life, target) }
}

/** Three in a row mean there that the request is too large for anybody. */
function refuseThreeQuotas({ given }: Scene, { execution: { attempts } }: Step): void {
  const ended = attempts.filter(({ failure }) => failure !== undefined).slice(-3)
  if (!isReview(given) && ended.length === 3 && ended.every(({ failure }) => failure?.class === 'quota-exhausted'))
    unmapped('three spent quotas in a row as the end of a request: here each is one key’s (rule 15)')
}

/** An outcome of a request that is not played: classified, stamped and learnt, as an engine without executions does. */
function learn(scene: Scene, id: string, said: Outcome): Answers {
  const { world, given } = scene
  const row = scene.row(id)
  const asked = { req: said.req, model: `${row.provider}/${row.model}` }
  const ofGroup = scene.policyOf(asked)
  // Who is no member of the group is asked for by its own name.
  const { policy } = ofGroup.pool.rows.includes(row) ? ofGroup : policyOf({ ...given, group: null }, asked)
  const target = targetOf(policy, scene, id)
  const reply = replyOf(said)
  const failure = reply && judge(policy, target, reply, world.now)
  refuseWindow(given, latestFailure(scene, target), world.now)
  if (failure === undefined) {
    const proof = { startedAt: world.now, evidence: 'generation-completed', late: true } as const
    world.learn(policy, { type: 'attempt-succeeded', at: world.now, target: target.id, ...proof })
  } else {
    const event = blame(policy, world.snapshot, { target: target.id, startedAt: world.now }, failure, world.now)
    refuseSteps(given, event)
    world.learn(policy, { ...event, late: true })
  }
  return {
    ...healthAnswers(scene, id),
    class: () => failure && nameOf(failure.class),
    decision: () => unmapped('a decision for a request that is not played'),
  }
}

function targetOf(policy: Policy, scene: Scene, id: string): Target {
  return [...policy.targets.values()].find((each) => scene.idOf(each) === id) ?? unmapped(`target ${id}`)
}

const judge = (policy: Policy, target: Target, reply: Reply, now: number): Failure | undefined =>
  classify(policy, reply, { target, now })

function latestFailure(scene: Scene, target: Target): number | undefined {
  const facts = scene.factsOn(target.scopes.provider)
  return facts.length === 0 ? undefined : Math.max(...facts.map(({ failedAt }) => failedAt))
}
