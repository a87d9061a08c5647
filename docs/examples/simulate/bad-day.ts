import { definePolicy, type Policy, type PolicyInput } from '@router/core'
import { bursts, poisson, type SimulationSetting, sessions, together } from '@router/testing'

const minute = 60_000

/** Two providers that are much alike, and a dearer one for want of anybody else. */
const fleet = (strategy: string): PolicyInput => ({
  providers: { openai: { credentials: ['key-1', 'key-2'] }, groq: {}, anthropic: { dialect: 'openai' } },
  aliases: {
    fast: {
      targets: ['openai/gpt-4o-mini', 'groq/llama-3.3-70b', { provider: 'anthropic', model: 'claude-haiku', tier: 1 }],
      strategy,
    },
  },
})

/** The policies that are compared. */
export const policies: readonly { readonly name: string; readonly policy: Policy }[] = [
  'round-robin',
  'fill-first',
].map((strategy) => ({ name: strategy, policy: definePolicy(fleet(strategy)) }))

/** A bad day for all of them: limits, a long outage with a slow recovery, a provider that hangs, a key that runs dry. */
export function badDay(requests: number): SimulationSetting {
  const perSecond = 20
  const lengthMs = (requests / perSecond) * 1_000
  const at = (part: number): number => Math.round(part * lengthMs)
  const limit = { requests: 480, perMs: minute, burst: 60 }
  return {
    upstreams: {
      '*': { latencyMs: { medianMs: 450, p99Ms: 3_500 }, streamMs: { medianMs: 2_500, p99Ms: 15_000 } },
      'provider:openai': {
        cost: 0.0004,
        outages: [{ fromMs: at(0.72), toMs: at(0.76), answer: 'hangs' }],
      },
      'credential:openai/key-1': { limit },
      'credential:openai/key-2': { limit, quota: { requests: Math.round(requests / 3), everyMs: 24 * 60 * minute } },
      'provider:groq': {
        cost: 0.0002,
        errors: [
          { share: 0.01, answer: 'server-error' },
          { share: 0.002, answer: 'stream-broken', midStream: true },
        ],
        outages: [{ fromMs: at(0.25), toMs: at(0.4), recoveryMs: at(0.1) }],
      },
      'provider:anthropic': { cost: 0.002 },
    },
    workload: together(
      poisson({ model: 'fast', requests: Math.round(0.6 * requests), perSecond: 0.6 * perSecond, stream: true }),
      sessions({
        model: 'fast',
        requests: Math.round(0.3 * requests),
        perSecond: 0.06 * perSecond,
        turns: 5,
        thinkMs: 8_000,
        stream: true,
      }),
      bursts({
        model: 'fast',
        requests: Math.round(0.1 * requests),
        size: 100,
        everyMs: Math.max(1, Math.round(lengthMs / (0.001 * requests))),
      }),
    ),
  }
}
