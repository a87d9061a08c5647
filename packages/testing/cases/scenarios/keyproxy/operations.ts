import { classify, classifyPayload, mayFailover, parseRetryAfter, readDuration } from './ops/classify.js'
import { loadConfig, resolve } from './ops/configuration.js'
import { clearCooldown, cooldownRemaining, isAvailable, restore, save, snapshot, startCooldown } from './ops/health.js'
import { outcome } from './ops/outcome.js'
import { begin, cancel, order, select } from './ops/requests.js'
import { isVisibleOutput, streamChunk, streamEnd } from './ops/streams.js'
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
  begin,
  cancel,
  classify,
  classify_payload: classifyPayload,
  clear_cooldown: clearCooldown,
  clear_forced: {
    fields: ['provider'],
    play(scene) {
      scene.forced = undefined
      return {}
    },
  },
  cooldown_remaining: cooldownRemaining,
  is_available: isAvailable,
  is_visible_output: isVisibleOutput,
  load_config: loadConfig,
  may_failover: mayFailover,
  may_rotate: mayFailover,
  order,
  outcome,
  parse_duration: readDuration,
  parse_retry_after: parseRetryAfter,
  resolve,
  restore,
  save,
  select,
  snapshot,
  start_cooldown: startCooldown,
  stream_chunk: streamChunk,
  stream_end: streamEnd,
}

/** Why the others have no place in it. */
export const foreign: Readonly<Record<string, string>> = {
  effective_limit: 'limits that depend on tiers and strategies: one number for each credential',
  effective_retry_budget: 'a budget of the transport’s own retries',
  infer_session: 'sessions read from messages: the transport’s',
  normalise_class: 'another system’s names of classes',
  parse_cap: 'caps on usage: a custom requirement',
  quota_refresh: 'counts of usage',
  resolve_fallback: 'a list of providers to spill over to',
  sticky_of: 'bindings: affinity is a hash of the session (rule 11)',
  window_reset: 'windows of usage',
}
