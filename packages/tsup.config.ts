import { readFileSync } from 'node:fs'
import { defineConfig } from 'tsup'
import { pureConstants } from './pure-constants.js'

// Every package is built by this file, run in its folder; its entries are what its package.json exports.
const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as { exports: Record<string, unknown> }
const source = (name: string): [string, string] =>
  name === '.' ? ['index', 'src/index.ts'] : [name.slice(2), `src/${name.slice(2)}/index.ts`]

export default defineConfig({
  entry: Object.fromEntries(
    Object.keys(exports)
      .filter((name) => name !== './package.json')
      .map(source),
  ),
  format: ['esm', 'cjs'],
  target: 'es2023',
  platform: 'neutral',
  // resolve inlines type-fest's types (a devDependency), so that core ships without dependencies.
  // tsup 8 sets baseUrl, which TypeScript 6 reports as deprecated; a composite program cannot be bundled.
  dts: { resolve: true, compilerOptions: { composite: false, ignoreDeprecations: '6.0' } },
  esbuildPlugins: [pureConstants],
  sourcemap: true,
  clean: true,
})
