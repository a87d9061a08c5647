import type { Answers, Operation } from '../row.js'
import type { Scene } from './scene.js'

/** How one kind of operation is played, and the fields it understands: a case that states another is left out. */
export interface Playable {
  readonly fields: readonly string[]
  play(scene: Scene, operation: Operation): Answers
}
