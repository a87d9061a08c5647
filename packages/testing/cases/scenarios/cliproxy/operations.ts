import { classify } from './ops/classify.js'
import { inspect } from './ops/inspect.js'
import { reload, reset, restoreRecords, snapshot } from './ops/operator.js'
import { outcome } from './ops/outcome.js'
import { request } from './ops/request.js'
import { providerOrder, resolve } from './ops/resolve.js'
import { retryDecision } from './ops/retry-decision.js'
import { select } from './ops/select.js'
import type { Playable } from './playable.js'

/** The operations that map onto the core. */
export const operations: Readonly<Record<string, Playable>> = {
  advance: {
    fields: ['ms'],
    play(scene, { ms }) {
      scene.world.pass(Number(ms))
      return {}
    },
  },
  classify,
  inspect,
  outcome,
  provider_order: providerOrder,
  reload,
  request,
  reset,
  resolve,
  restore: restoreRecords,
  retry_decision: retryDecision,
  select,
  snapshot,
}

/** Why the others have no place in it. */
export const foreign: Readonly<Record<string, string>> = {
  alias_fallback_eligible: 'a table of statuses for aliases alone: every failure has one effect',
  backoff: 'the ladder as a function of a level: levels belong to facts',
  bind: 'bindings: affinity is a hash of the session (rule 11)',
  binding: 'bindings: affinity is a hash of the session (rule 11)',
  bootstrap_eligible: 'repeats of a handler besides those of the router',
  http_error: 'how the client is told: the transport’s',
  jitter: 'the width of the jitter of waits',
  normalize_weight: 'weights as text: a policy holds numbers',
  persist_count: 'files of cooldowns: the store’s',
  retry_round_statuses: 'a table of statuses that begin another round: attempts and patience bound a request',
  session_id: 'session ids read from headers and bodies: the transport’s',
}
