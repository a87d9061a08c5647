import type { Instant, Reply } from '@router/core'
import { namedReplies, replyOf, withHint } from './reply-names.js'
import type { Outage, UpstreamModel } from './upstream.js'

const dayMs = 86_400_000

/** The part of one scope that remembers: its bucket, its quota, and who is with it. */
export class Gate {
  readonly model: UpstreamModel
  #tokens: number
  #filledAt: Instant = 0
  #window = 0
  #used = 0
  #inside = 0

  constructor(model: UpstreamModel) {
    this.model = model
    this.#tokens = model.limit === undefined ? 0 : (model.limit.burst ?? model.limit.requests)
  }

  /** What keeps an attempt out at this moment: a reply; undefined where nothing does. */
  refusal(now: Instant): Reply | undefined {
    const { limit, quota, atOnce } = this.model
    if (atOnce !== undefined && this.#inside >= atOnce) return namedReplies.overloaded
    if (quota !== undefined) {
      const { requests, everyMs = dayMs, hint = true } = quota
      const window = Math.floor(now / everyMs)
      if (window !== this.#window) {
        this.#window = window
        this.#used = 0
      }
      if (this.#used >= requests)
        return withHint(namedReplies['quota-exhausted'], hint ? (window + 1) * everyMs - now : undefined)
    }
    if (limit !== undefined) {
      const { requests, perMs, burst = requests, hint = true } = limit
      this.#tokens = Math.min(burst, this.#tokens + ((now - this.#filledAt) * requests) / perMs)
      this.#filledAt = now
      if (this.#tokens < 1)
        return withHint(namedReplies['rate-limited'], hint ? ((1 - this.#tokens) * perMs) / requests : undefined)
    }
    return undefined
  }

  /** An attempt is let in. */
  enter(): void {
    this.#tokens--
    this.#used++
    this.#inside++
  }

  leave(): void {
    this.#inside--
  }
}

/** The outage that hits an attempt at this moment, given a number in (0, 1): in a slow recovery only some are hit. */
export function outageAt(outages: readonly Outage[], now: Instant, lot: number): Outage | undefined {
  return outages.find(({ fromMs, toMs, recoveryMs = 0 }) => {
    if (now < fromMs || now >= toMs + recoveryMs) return false
    return now < toMs || lot < 1 - (now - toMs) / recoveryMs
  })
}

/** What an outage answers, and undefined where it is silence. */
export const answerOf = ({ answer = 'overloaded' }: Outage): Reply | undefined => replyOf(answer)
