/** Tokens that an answer says it used; what it does not say is absent. */
export interface Usage {
  readonly inputTokens?: number
  readonly outputTokens?: number
}
