import type { Reply, Target } from '@router/core'
import { type Frame, readerOf, readSse, type SseEvent, sseStart, type WireReader } from '@router/core/wire'
import type { Answers } from '../../row.js'
import { lifeAnswers } from '../attempt-answers.js'
import type { Life } from '../life.js'
import type { Playable } from '../playable.js'
import type { Scene } from '../scene.js'
import { healthAnswers } from './health.js'

/** The wire format that an event speaks: each has words of its own. */
function readerFor({ data }: SseEvent): WireReader {
  if (/"type":\s*"(?:message_|content_block|ping)/.test(data)) return readerOf('anthropic')
  return readerOf(data.includes('"candidates"') ? 'gemini' : 'openai')
}

/** A piece of a streamed answer arrives: held back until there is something for the caller, then handed on. */
export const streamChunk: Playable = {
  fields: ['req', 'data'],
  play(scene, { req, data }) {
    const life = scene.life(String(req))
    const piece = String(data)
    const { events } = readSse(sseStart, `${piece}\n\n`)
    const target = targetOf(scene, life)
    for (const event of events) hear(scene, life, target, event)
    if (life.broken !== undefined) life.held = []
    else if (life.step?.execution.phase.type === 'committed') life.emitted.push(...life.held.splice(0), piece)
    else life.held.push(piece)
    return answersOf(scene, life, target)
  },
}

/** The stream ends: well, if something came and its last marker with it. */
export const streamEnd: Playable = {
  fields: ['req'],
  play(scene, { req }) {
    const life = scene.life(String(req))
    const target = life.broken ?? targetOf(scene, life)
    const { phase } = scene.stepOf(life).execution
    if (life.broken === undefined && phase.type === 'attempting') fail(scene, life, target, { type: 'empty' })
    else if (phase.type === 'committed' && life.complete !== true) fail(scene, life, target, { type: 'truncated' })
    else if (phase.type === 'committed') scene.advance(life, { type: 'succeeded', number: phase.number })
    return answersOf(scene, life, target)
  },
}

/** Does a frame hold something for the caller? */
const speaks = ({ type, says }: Frame): boolean => type === 'content' || says === true

/** Is there something for the caller in this piece? */
export const isVisibleOutput: Playable = {
  fields: ['data'],
  play(_, { data }) {
    const frames = readSse(sseStart, `${String(data)}\n\n`).events.map((event) => readerFor(event).frame(event))
    return { visible: () => frames.some(speaks) }
  },
}

/** Whose stream it is: of whoever was asked last. */
function targetOf(scene: Scene, life: Life): Target | undefined {
  const { attempts } = scene.stepOf(life).execution
  return life.policy.targets.get(attempts.at(-1)?.target ?? '')
}

function hear(scene: Scene, life: Life, target: Target | undefined, event: SseEvent): void {
  const frame: Frame = readerFor(event).frame(event)
  const step = scene.stepOf(life)
  const { phase } = step.execution
  if (life.broken !== undefined) return
  if (frame.type === 'error') {
    const named = event.event === undefined ? {} : { event: event.event }
    fail(scene, life, target, { type: 'stream-event', status: 200, headers: {}, ...named, data: event.data })
  }
  if (frame.complete === true) life.complete = true
  if (speaks(frame) && phase.type === 'attempting') scene.advance(life, { type: 'committed', number: phase.number })
}

function fail(scene: Scene, life: Life, target: Target | undefined, reply: Reply): void {
  const step = scene.stepOf(life)
  const { phase } = step.execution
  if (phase.type !== 'attempting' && phase.type !== 'committed') return
  life.replies.set(phase.number, reply)
  scene.advance(life, { type: 'failed', number: phase.number, reply })
  life.held = []
  if (target !== undefined) life.broken = target
}

const answersOf = (scene: Scene, life: Life, target: Target | undefined): Answers => ({
  ...healthAnswers(scene, target && scene.idOf(target)),
  ...lifeAnswers(scene, life, target),
})
