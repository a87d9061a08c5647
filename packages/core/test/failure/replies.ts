import { classify } from '../../src/failure/classify.js'
import type { Failure, Rule } from '../../src/failure/failure.js'
import { type CredentialId, type ProviderId, targetId } from '../../src/words/names.js'
import type { Reply } from '../../src/words/reply.js'
import type { Dialect } from '../../src/words/route-request.js'
import { scopeNames } from '../../src/words/scope.js'
import type { Target } from '../../src/words/target.js'

export const now: number = Date.UTC(2026, 9, 21, 7, 28)

/** A target at a provider that is named for its vendor. */
export function targetOf(vendor = 'openai', dialect: Dialect = 'openai'): Target {
  return {
    id: targetId(vendor, 'key', 'model'),
    provider: vendor as ProviderId,
    credential: 'key' as CredentialId,
    model: 'model',
    vendor,
    dialect,
    scopes: scopeNames(vendor, 'key', 'model'),
    refreshable: false,
    labels: {},
  }
}

/** A response; a body that is no text is sent as JSON. */
export function response(status: number, body: unknown = '', headers: Record<string, string> = {}): Reply {
  return { type: 'response', status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) }
}

/** What the tables say. */
export function judged(reply: Reply, vendor = 'openai', rules: readonly Rule[] = []): Failure | undefined {
  return classify({ rules }, reply, { target: targetOf(vendor), now })
}

/** Class, scope and stated wait, as a line. */
export function inWords(reply: Reply, vendor?: string): string {
  const failure = judged(reply, vendor)
  if (failure === undefined) return 'success'
  const wait = failure.retryAfterMs === undefined ? '' : ` for ${failure.retryAfterMs} ms`
  return `${failure.class} of the ${failure.scope}${wait}`
}
