import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { bundleCore } from '../../../packages/test/core-bundle.js'

/** The repository's top, with a slash at its end. */
export const root: string = fileURLToPath(new URL('../../../', import.meta.url))

const folder = join(root, 'node_modules/.cache/bench')

/** What is measured, as files of plain JavaScript: a loader's wrappers around functions would be measured with it. */
export interface Bundles {
  readonly measurements: string
  readonly upstream: string
  readonly core: string
}

/** Bundles the measurements with the sources of the packages, the upstream, and core alone. */
export async function bundled(): Promise<Bundles> {
  await build({
    absWorkingDir: root,
    entryPoints: {
      measurements: fileURLToPath(new URL('./measurements.ts', import.meta.url)),
      upstream: fileURLToPath(new URL('./upstream.ts', import.meta.url)),
      core: 'packages/core/src/index.ts',
    },
    tsconfig: 'tsconfig.base.json',
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    logLevel: 'error',
  })
  const path = (name: string): string => join(folder, `${name}.mjs`)
  return { measurements: path('measurements'), upstream: path('upstream'), core: path('core') }
}

/** Bytes of all of core, minified, after gzip -9. */
export async function zippedCore(): Promise<number> {
  return (await bundleCore()).zipped
}
