import { lengthOf } from '../play/length-of.js'
import type { Change, Diff, Fate } from './diff.js'

/** A diff for people: how many, and the first of them one by one. */
export function diffText({ requests, changes, guessed }: Diff, most = 20): string {
  const counts = new Map<Change['how'], number>()
  for (const { how } of changes) counts.set(how, (counts.get(how) ?? 0) + 1)
  const kinds = [...counts].map(([how, count]) => `${count} ${how}`)
  return [
    changes.length === 0 ? `none of ${requests} requests differs` : `of ${requests} requests ${kinds.join(', ')}`,
    ...changes.slice(0, most).map((change) => `  ${lineOf(change)}`),
    ...(changes.length > most ? [`  and ${changes.length - most} more`] : []),
    ...(guessed.length === 0
      ? []
      : [`${guessed.length} of them asked a target of which the log knows nothing: it is taken to serve`]),
  ].join('\n')
}

const lineOf = ({ id, at, how, before, after }: Change): string =>
  `${at}ms #${id} ${how}: ${fateText(before)} → ${fateText(after)}`

function fateText({ target, why, attempts, waitedMs, tookMs }: Fate): string {
  const waited = waitedMs > 0 ? `, waited ${lengthOf(waitedMs)}` : ''
  return `${target ?? why ?? 'nobody'} after ${attempts} attempt${attempts === 1 ? '' : 's'} and ${lengthOf(tookMs)}${waited}`
}
