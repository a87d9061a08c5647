import type { Exclusion, Instant } from '@router/core'

/** Which there are; an own requirement mostly says `custom`. */
const types = {
  'pinned-elsewhere': true,
  unfit: true,
  drained: true,
  suspended: true,
  busy: true,
  cooling: true,
  probing: true,
  tried: true,
  custom: true,
} satisfies Readonly<Record<Exclusion['type'], true>>

/** What is wrong with an answer of a requirement; undefined where nothing is. */
export function exclusionFault(answer: unknown, now: Instant): string | undefined {
  if (answer === undefined) return undefined
  if (typeof answer !== 'object' || answer === null)
    return 'that is no exclusion: undefined means that it does not refuse'
  const { type, why, until } = answer as { type?: unknown; why?: unknown; until?: unknown }
  if (typeof type !== 'string' || !Object.hasOwn(types, type))
    return `there is no such exclusion; of one's own is { type: 'custom', why }`
  if (type === 'custom' && (typeof why !== 'string' || why.trim() === '')) return 'it does not say why'
  if (until === undefined) return undefined
  if (typeof until !== 'number' || !Number.isFinite(until)) return `until ${String(until)} is no moment`
  return until > now
    ? undefined
    : `until ${until}ms is over at ${now}ms: whoever waits for it would wait again and again`
}
