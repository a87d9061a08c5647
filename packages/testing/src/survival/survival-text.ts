import { lengthOf } from '../play/length-of.js'
import type { NameSurvival, Survival } from './survival.js'

/** A survival check for people to read. */
export function survivalText({ names, unnamed }: Survival): string {
  const rest = unnamed.length === 0 ? [] : [`no alias leads to ${unnamed.join(', ')}`]
  return [...names.flatMap(linesOf), ...rest].join('\n')
}

function linesOf({ name, survives, diesWith, neverChosen, worst }: NameSurvival): readonly string[] {
  const survived = Object.entries(survives).flatMap(([scope, holds]) => (holds ? [scope] : []))
  return [
    name,
    ...(survived.length === 0 ? [] : [`  survives the loss of any one ${survived.join(', any one ')}`]),
    ...(diesWith.length === 0 ? [] : [`  dies with ${diesWith.join(', with ')}`]),
    ...neverChosen.map(({ target, why }) => `  never chooses ${target}: ${why}`),
    `  one request makes at most ${worst.attempts} attempts and waits at most ${lengthOf(worst.waitMs)}`,
  ]
}
