import type { Schema } from '../row.js'
import { onlyFields, unmapped } from '../unmapped.js'
import type { Given, State } from './case.js'
import { foreign, operations } from './operations.js'
import { Scene } from './scene.js'

interface Expected {
  readonly at: number
  readonly expect: Readonly<Record<string, unknown>>
}

const givenFields = ['profile', 'now_ms', 'targets', 'group', 'strategy', 'policy', 'state', 'config']
const targetFields = [
  'id',
  'provider',
  'credential',
  'model',
  'priority',
  'weight',
  'max_concurrent',
  'optimal_concurrent',
]
const groupFields = ['name', 'members', 'failover_on', 'stop_on', 'streaming']

/** Cases of open-code-review and LLM-API-Key-Proxy: expectations at some of the operations. */
export const keyproxySchema: Schema = {
  start(row) {
    const given = row.given as Given
    onlyFields(given, givenFields, 'the scene')
    for (const target of given.targets) onlyFields(target, targetFields, 'a target')
    onlyFields(given.group ?? {}, groupFields, 'the group')
    const scene = new Scene(given)
    setOut(scene, given.state ?? {})
    return (operation, index) => {
      const playable = operations[operation.op]
      if (playable === undefined) return unmapped(foreign[operation.op] ?? `operation ${operation.op}`)
      onlyFields(operation, ['op', ...playable.fields], operation.op)
      scene.world.pass()
      return playable.play(scene, operation, index)
    }
  },
  wanted(row, index) {
    return (row.then as readonly Expected[]).find(({ at }) => at === index)?.expect
  },
}

/** What is known before the first operation: cooldowns and attempts under way. */
function setOut(scene: Scene, state: State): void {
  onlyFields(state, ['cooldowns', 'active', 'cursor', 'forced'], 'the state')
  if ((state.cursor ?? 0) > 0) unmapped('a cursor: here turns go by identity (rule 10)')
  for (const { target, scope, until_ms, reason } of state.cooldowns ?? [])
    scene.cool(target === undefined ? (scope ?? unmapped('a cooldown of nobody')) : scene.row(target), until_ms, reason)
  for (const [id, count] of Object.entries(state.active ?? {})) scene.occupy(id, count)
}
