import { expect, it } from 'vitest'
import { bundlePart, parts } from '../core-bundle.js'

// What was built is one file: a bundler drops of it only what it can prove to be without effects.
it.each(parts.map((part) => [part.names.join(' and '), part] as const))(
  '%s alone is as small when it is taken from the build as when it is taken from the sources',
  async (_, part) => {
    expect((await bundlePart(part, 'dist')).zipped).toBeLessThanOrEqual(part.limit)
  },
)
