import type { Operation } from './route-request.js'

/** How much a success proves, weakest first (rule 19). */
export const evidences = [
  'local-count',
  'remote-count',
  'embedding',
  'generation-started',
  'generation-completed',
] as const

/** How much a success proves. */
export type Evidence = (typeof evidences)[number]

/** The place of an evidence on the ladder: a higher one proves all that a lower one does. */
export const evidenceRank = (evidence: Evidence): number => evidences.indexOf(evidence)

/** What the success of an operation proves, and so what a failure of it needs to be cleared. */
export function evidenceOf(operation: Operation | undefined): Evidence {
  switch (operation) {
    case 'count':
      return 'remote-count'
    case 'embeddings':
      return 'embedding'
    default:
      return 'generation-completed'
  }
}

/** What the first content proves: that a generation has started; of other operations it is the answer itself. */
export function startedEvidenceOf(operation: Operation | undefined): Evidence {
  const complete = evidenceOf(operation)
  return complete === 'generation-completed' ? 'generation-started' : complete
}
