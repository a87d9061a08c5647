import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { root } from './sources.js'

/** Something of core as one minified script. */
export interface Bundle {
  readonly code: string
  /** How many bytes, before gzip, each file gives to it; by its path from the top of the repository. */
  readonly inputs: ReadonlyMap<string, number>
  /** Bytes after gzip -9. */
  readonly zipped: number
}

/** How many bytes core should have after gzip -9, with every strategy, vendor table and dialect: the bar, not met yet. */
export const sizeBar: number = 12_000

/** The most bytes that core may have today; a commit that raises it says what for. */
export const sizeLimit: number = 32_200

/** Something of core that a user may want alone. */
export interface Part {
  /** The names that he imports. */
  readonly names: readonly string[]
  /** Where they are exported, if not by core itself. */
  readonly entry?: 'wire'
  /** The most bytes after gzip -9; it only ever falls. */
  readonly limit: number
  /** Folders of which it takes nothing. */
  readonly without: readonly string[]
}

/** Nobody pays for what he does not import. */
export const parts: readonly Part[] = [
  { names: ['roundRobin'], limit: 450, without: ['decision', 'failure', 'policy', 'snapshot', 'wire'] },
  {
    names: ['readSse', 'sseStart'],
    entry: 'wire',
    limit: 850,
    without: ['lib', 'wire/readers', 'failure', 'snapshot'],
  },
  { names: ['readerOf'], entry: 'wire', limit: 1_950, without: ['failure', 'snapshot', 'policy'] },
  {
    names: ['select'],
    limit: 4_100,
    without: ['failure', 'wire', 'policy/check', 'execution', 'strategy/preferences'],
  },
  { names: ['fromJson', 'merge', 'toJson'], limit: 4_350, without: ['failure/vendors', 'wire', 'policy', 'execution'] },
  { names: ['emptySnapshot', 'reduce'], limit: 4_650, without: ['failure/vendors', 'wire', 'policy', 'decision'] },
  { names: ['tableRule'], limit: 5_150, without: ['failure/vendors', 'snapshot', 'strategy', 'policy', 'decision'] },
  { names: ['classify'], limit: 8_900, without: ['snapshot', 'strategy', 'policy', 'decision', 'execution'] },
  { names: ['advance', 'begin'], limit: 19_300, without: ['policy/check', 'wire/readers', 'strategy/preferences'] },
  { names: ['definePolicy', 'select'], limit: 20_000, without: ['execution', 'wire/readers', 'policy/presets'] },
]

/** Bundles a part of core alone: of its sources, or of what was built of them. */
export const bundlePart = ({ names, entry }: Part, folder: 'src' | 'dist' = 'src'): Promise<Bundle> => {
  const file = folder === 'src' ? (entry === 'wire' ? 'wire/index.ts' : 'index.ts') : `${entry ?? 'index'}.js`
  return bundle(`export { ${names.join(', ')} } from './${file}'`, folder)
}

/** Everything that core exports, the subpath ./wire included; as a script it sets the global `core`. */
export const bundleCore = (): Promise<Bundle> => bundle(`export * from './index.ts'\nexport * from './wire/index.ts'`)

/** Bundles what a module in a folder of core needs. */
async function bundle(contents: string, folder = 'src'): Promise<Bundle> {
  const result = await build({
    stdin: { contents, resolveDir: `${root}packages/core/${folder}` },
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
