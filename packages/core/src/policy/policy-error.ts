import type { Issue } from '../lib/issue.js'

// The ESM and the CommonJS build are two copies of this class; the mark makes instanceof hold across them.
const mark = Symbol.for('@router/core/policy-error')

/** Plain input that is no policy: every mistake with its path. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError'
  readonly issues: readonly Issue[]

  constructor(issues: readonly Issue[]) {
    super(`the policy has ${issues.length} mistake${issues.length === 1 ? '' : 's'}:\n${issues.map(line).join('\n')}`)
    this.issues = issues
    Object.defineProperty(this, mark, { value: true })
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && mark in value
  }
}

const line = ({ path, message }: Issue): string => `  ${path}: ${message}`
