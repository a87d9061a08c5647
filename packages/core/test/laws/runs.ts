/** How often each law is put to the test: LAW_RUNS, or a thousand times. */
export const runs: { readonly numRuns: number } = { numRuns: Number(process.env['LAW_RUNS'] ?? 1_000) }
