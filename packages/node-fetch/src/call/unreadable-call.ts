type Status = 400 | 413 | 415

/** A request that cannot be routed, and the status that says so. */
export class UnreadableCall extends Error {
  override readonly name = 'UnreadableCall'
  readonly status: Status

  constructor(status: Status, message: string) {
    super(message)
    this.status = status
  }
}
