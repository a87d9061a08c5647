/** What a promise is rejected with; rejects where it is not. */
export const rejectionOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => Promise.reject(new Error('the promise was not rejected')),
    (reason: unknown) => reason,
  )
