import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** The repository's top, with a slash at its end. */
export const root: string = fileURLToPath(new URL('../../../', import.meta.url))

const folder = join(root, 'packages/benchmarks/node_modules/.cache/benchmarks')

/** What is measured, as files of plain JavaScript: a loader's wrappers around functions would be measured with it. */
const entries = {
  boards: 'packages/benchmarks/src/boards.ts',
  core: 'packages/core/src/index.ts',
  caller: 'packages/benchmarks/src/wire/caller.ts',
  load: 'packages/benchmarks/src/wire/load.ts',
  meter: 'packages/benchmarks/src/wire/meter.ts',
  subject: 'packages/benchmarks/src/wire/subject.ts',
  upstream: 'packages/benchmarks/src/wire/upstream.ts',
} as const

/** Where each of them is. */
export type Bundles = Readonly<Record<keyof typeof entries, string>>

/** Bundles all of it with the sources of the packages. */
export async function bundled(): Promise<Bundles> {
  await build({
    absWorkingDir: root,
    entryPoints: entries,
    tsconfig: 'tsconfig.base.json',
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['undici', 'esbuild'],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    logLevel: 'error',
  })
  const paths = Object.keys(entries).map((name) => [name, join(folder, `${name}.mjs`)])
  return Object.fromEntries(paths) as Bundles
}
