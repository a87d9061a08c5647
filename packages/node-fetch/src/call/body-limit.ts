import { UnreadableCall } from './unreadable-call.js'

/** The most bytes of a request's body that are read: it has to be kept, to be sent again. */
const maxBodyBytes = 32 * 1024 * 1024

/** Throws where a body of this size is too large. */
export function checkSize(bytes: number): void {
  if (bytes <= maxBodyBytes) return
  throw new UnreadableCall(
    413,
    `the body has more than ${maxBodyBytes / 1024 / 1024} MiB, which is the most that is kept to be sent again`,
  )
}
