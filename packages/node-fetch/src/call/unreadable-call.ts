/** A request that cannot be routed, and the status that says so. */
export class UnreadableCall extends Error {
  override readonly name = 'UnreadableCall'
  readonly status: 400 | 413

  constructor(status: 400 | 413, message: string) {
    super(message)
    this.status = status
  }
}
