import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { root } from './sources.js'

/** Everything that core exports, the subpath ./wire included, as one minified script that sets the global `core`. */
export interface CoreBundle {
  readonly code: string
  /** How many bytes, before gzip, each file gives to it; by its path from the top of the repository. */
  readonly inputs: ReadonlyMap<string, number>
  /** Bytes after gzip -9. */
  readonly zipped: number
}

/** How many bytes core should have after gzip -9, with every strategy, vendor table and dialect: the bar, not met yet. */
export const sizeBar: number = 12_000

/** The most bytes that core may have today; it only ever falls. */
export const sizeLimit: number = 32_000

/** Bundles the sources of core. */
export async function bundleCore(): Promise<CoreBundle> {
  const result = await build({
    stdin: {
      contents: `export * from './index.ts'\nexport * from './wire/index.ts'`,
      resolveDir: `${root}packages/core/src`,
    },
    absWorkingDir: root,
    bundle: true,
    minify: true,
    format: 'iife',
    globalName: 'core',
    platform: 'neutral',
    target: 'es2023',
    write: false,
    metafile: true,
    logLevel: 'silent',
  })
  const code = result.outputFiles.map(({ text }) => text).join('')
  const given = Object.values(result.metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs))
  return {
    code,
    inputs: new Map(given.map(([path, { bytesInOutput }]) => [path, bytesInOutput])),
    zipped: gzipSync(code, { level: 9 }).length,
  }
}
