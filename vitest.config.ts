import { defineConfig } from 'vitest/config'

// Tests import packages by name and get their source: nothing has to be built first, and sandboxed copies
// (mutation testing) see each other's changes. TEST_DIST=1 runs the same tests against what was built.
const packages = new URL('./packages/', import.meta.url).pathname
const alias = [
  { find: '@router/core/wire', replacement: `${packages}core/src/wire/index.ts` },
  { find: '@router/node-fetch/otel', replacement: `${packages}node-fetch/src/otel/index.ts` },
  { find: '@router/node-fetch/undici', replacement: `${packages}node-fetch/src/undici/index.ts` },
  { find: /^@router\/([^/]+)$/, replacement: `${packages}$1/src/index.ts` },
]

// Files share what they import: core has no state, and loading it for each of a hundred files costs more than their tests.
const unit = {
  isolate: false,
  name: 'unit',
  include: ['packages/*/test/**/*.test.ts', 'packages/*/src/**/*.test.ts', 'packages/test/unit/**/*.test.ts'],
  // It imports undici, which the built-in fetch of the other files is to know nothing of.
  exclude: ['packages/node-fetch/test/over-undici.test.ts'],
  testTimeout: 60_000,
}

// What crosses the wire, once more over the other transport.
const undici = {
  ...unit,
  name: 'undici',
  exclude: [],
  include: [
    'packages/node-fetch/test/{over-undici,*-faults,cancelling,failover,listener,random-wire,requests,rewriting,streaming}.test.ts',
  ],
  env: { ROUTER_TRANSPORT: 'undici' },
}

// Code blocks of the documentation are written below node_modules, where the packages they name are found.
const docs = {
  name: 'docs',
  include: ['docs/**/*.test.ts'],
  testTimeout: 60_000,
  hookTimeout: 60_000,
  server: { deps: { inline: [/doc-blocks/] } },
}

// What a user gets: needs `npm run build` first.
const release = {
  name: 'release',
  include: ['packages/test/release/**/*.test.ts'],
  testTimeout: 120_000,
  hookTimeout: 120_000,
}

export default defineConfig({
  resolve: { alias: process.env['TEST_DIST'] ? [] : alias },
  test: {
    projects: [unit, undici, docs, release].map((test) => ({ extends: true as const, test })),
  },
})
