/** What was thrown, in a few words. */
export const thrownText = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error)
