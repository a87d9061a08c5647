import { expect, it } from 'vitest'
import { bundlePart, parts } from '../core-bundle.js'

// What was built is one file: a bundler drops of it only what it can prove to be without effects. Compared before gzip,
// where the order of the same code makes no difference; the names of its variables make one of 0.3 % at most.
const slack = 1.005

it.each(parts.map((part) => [part.names.join(' and '), part] as const))(
  '%s alone is as small when it is taken from the build as when it is taken from the sources',
  async (_, part) => {
    const [built, sources] = await Promise.all([bundlePart(part, 'dist'), bundlePart(part)])
    expect(built.code.length).toBeLessThanOrEqual(sources.code.length * slack)
  },
)
