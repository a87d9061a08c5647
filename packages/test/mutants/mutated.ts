import type { Mutant } from './mutants.js'

/** The file of a law, by its path from the top of the repository. */
export const lawPath = (law: string): string => `packages/core/test/laws/${law}.test.ts`

/** The text of a file with the mutant in it; throws where it has no place. */
export function mutated({ file, text, instead }: Mutant, code: string): string {
  const [before, after, ...more] = code.split(text)
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(`${file}: '${text}' stands there ${more.length > 0 ? 'more than once' : 'no more'}`)
  return before + instead + after
}
