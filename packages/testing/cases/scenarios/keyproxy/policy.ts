import { type Json, lowest, type Policy } from '@router/core'
import { compile } from '../compile.js'
import type { Begin, Given } from './case.js'
import { turned } from './knobs.js'
import { type Pool, poolOf, providersOf } from './pool.js'

/** The policy of a request, and what the request draws from. */
export interface Compiled {
  readonly policy: Policy
  readonly pool: Pool
}

/** The policy for a request: the preset of the profile, its knobs, and the one name that is asked for. */
export function policyOf(given: Given, asked: Begin): Compiled {
  const pool = poolOf(given, asked.model ?? undefined, (asked.affinity ?? asked.session) != null)
  const { input, judge } = turned(given, pool.rows.length, asked.stream === true, asked.deadline_ms)
  const policy = compile(
    { ...input, rules: [], ...pool.names, providers: providersOf(given, pool) },
    {
      rules: { case: judge },
      strategies: { 'below-optimal': belowOptimal },
      requirements: {
        tier: ({ labels }) =>
          isAbove(labels['priority'], given.policy?.required_priority) ? { type: 'custom', why: 'tier' } : undefined,
      },
    },
  )
  return { policy, pool }
}

/** Whoever has less under way than it bears best, before the others. */
const belowOptimal = lowest('below-optimal', ({ inFlight, labels }) =>
  inFlight < Number(labels['optimal'] ?? Number.POSITIVE_INFINITY) ? 0 : 1,
)

const isAbove = (priority: Json | undefined, required: number | undefined): boolean =>
  required !== undefined && typeof priority === 'number' && priority > required
