/** Is `got` what is wanted: objects as subsets, lists in full, everything else equal? */
export function matches(got: unknown, want: unknown): boolean {
  if (Array.isArray(want))
    return Array.isArray(got) && got.length === want.length && want.every((item, index) => matches(got[index], item))
  if (typeof want === 'object' && want !== null)
    return (
      typeof got === 'object' &&
      got !== null &&
      Object.entries(want).every(([key, value]) => matches((got as Record<string, unknown>)[key] ?? null, value))
    )
  return Object.is(got ?? null, want ?? null)
}
