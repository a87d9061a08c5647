import { onlyFields } from '../../unmapped.js'
import type { Given, StateRow } from '../case.js'
import { heldModels, restorable, restore } from '../health.js'
import type { Playable } from '../playable.js'

/** The configuration changes. */
export const reload: Playable = {
  fields: ['config', 'targets', 'aliases', 'strategy', 'oauth_alias'],
  play(scene, { op: _, ...change }) {
    scene.reload(change as Partial<Given>)
    return {}
  },
}

/** An operator clears a credential. */
export const reset: Playable = {
  fields: ['credential'],
  play(scene, { credential }) {
    scene.clear(String(credential))
    return {}
  },
}

const recordFields = ['credential', 'model', 'retry_at_ms', 'quota', 'status', 'last_error', 'provider', 'unavailable']

/** What an earlier life knew. */
export const restoreRecords: Playable = {
  fields: ['records'],
  play(scene, { records }) {
    const rows = records as readonly StateRow[]
    for (const row of rows) onlyFields(row, recordFields, 'a record')
    restore(scene, restorable(scene, rows))
    return {}
  },
}

/** What this life would tell the next. */
export const snapshot: Playable = {
  fields: ['credential'],
  play(scene, { credential }) {
    const credentials = credential === undefined ? scene.credentials() : [String(credential)]
    return {
      records: () =>
        credentials.flatMap((each) =>
          heldModels(scene, each).map(([model, { facts = [] }]) => ({
            credential: each,
            model,
            retry_at_ms: Math.round(Math.max(...facts.map(({ until }) => until))),
          })),
        ),
    }
  },
}
