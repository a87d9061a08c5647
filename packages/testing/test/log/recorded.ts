import type { Step } from '@router/core'
import { type PlayedStep, type Recorder, recorder, type Scene } from '@router/testing'
import { momentsOf } from '../../src/play/moments-of.js'

/** The log of a life that was played, as a recorder at its router would have written it; with or without the time of each step. */
export function logOf({ input, played }: Pick<Scene, 'input' | 'played'>, timed = true): string {
  let hear: (step: Step, now?: number) => void = () => undefined
  const log: Recorder = recorder(
    {
      on: (listener) => {
        hear = listener
      },
    },
    { policy: input },
  )
  const steps = new Map(played.steps.map((step: PlayedStep) => [step.step, step]))
  for (const { moment, step } of momentsOf(played)) {
    if (moment.type === 'operate') log.learn(moment.event, moment.at)
    else if (step !== undefined) hear(step, timed ? steps.get(step)?.now : undefined)
  }
  return log.text()
}
