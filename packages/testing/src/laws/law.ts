/** A promise and the check that holds it to account: rejects or throws where the promise is broken. For any test runner. */
export interface Law {
  /** A sentence. */
  readonly name: string
  readonly check: () => Promise<void>
}
