import type { Report, Step } from '@router/core'

/** Whoever is told how an attempt went on once its answer was handed over: its request. */
export interface Reporting {
  readonly report: (report: Report) => Promise<Step>
  /** Nothing more will be reported. */
  readonly finish: () => void
  /** What the caller is to be told where that step is a failure; undefined where all is well. */
  readonly errorOf: (step: Step | undefined) => unknown
}
