import type { Schema } from '../row.js'
import { onlyFields, unmapped } from '../unmapped.js'
import type { Given } from './case.js'
import { giveState } from './health.js'
import { foreign, operations } from './operations.js'
import { ofAll } from './ops/request.js'
import { Scene } from './scene.js'

interface Then {
  readonly results?: readonly (Readonly<Record<string, unknown>> | null)[]
  readonly [aggregate: string]: unknown
}

const givenFields = [
  'now_ms',
  'strategy',
  'config',
  'targets',
  'aliases',
  'alias_default_strategy',
  'oauth_alias',
  'session_affinity',
  'state',
]

const configFields = [
  'request_retry',
  'max_retry_interval_ms',
  'max_retry_credentials',
  'disable_cooling',
  'transient_error_cooldown_s',
  'native_priority',
  'force_model_prefix',
  'persist_cooldowns',
]

/** Cases of CLIProxyAPI: one result for each operation, and figures over all requests at the end. */
export const cliproxySchema: Schema = {
  start(row) {
    const given: Given = row.given
    onlyFields(given, givenFields, 'the scene')
    onlyFields(given.config ?? {}, configFields, 'the configuration')
    const scene = new Scene(given)
    giveState(scene, given.state ?? [])
    return (operation, index) => {
      const playable = operations[operation.op]
      if (playable === undefined) return unmapped(foreign[operation.op] ?? `operation ${operation.op}`)
      onlyFields(operation, ['op', ...playable.fields], operation.op)
      scene.world.pass()
      const answers = playable.play(scene, operation)
      if (index < row.when.length - 1) return answers
      const figures = Object.entries(ofAll).map(([key, figure]) => [key, (want: unknown) => figure(scene.lives, want)])
      return { ...answers, ...Object.fromEntries(figures) }
    }
  },
  wanted(row, index) {
    const { results = [], ...figures } = row.then as Then
    const want = results[index] ?? {}
    return index < row.when.length - 1 ? want : { ...want, ...figures }
  },
}
