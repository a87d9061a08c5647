import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startFakeProviders } from '../demo/fake-providers.js'
import { type Routing, readRouting } from './follow-file.js'
import type { StartOptions } from './start.js'

/** An operator's file whose providers are on loopback and fail, so that a gateway can be tried without a key. */
export interface LoopbackFile extends Pick<StartOptions, 'file' | 'environment'> {
  readonly close: () => Promise<void>
}

interface Upstreams {
  readonly [provider: string]: {
    readonly baseUrl: string
    readonly credentials: Readonly<Record<string, { readonly env: string }>>
  }
}

/** Starts the providers, and writes the file where temporary ones are. */
export async function loopbackFile(): Promise<LoopbackFile> {
  const providers = await startFakeProviders()
  const folder = mkdtempSync(join(tmpdir(), 'gateway-'))
  const file = join(folder, 'operators-file.json')
  const demo = fileURLToPath(new URL('../demo/operators-file.json', import.meta.url))
  const { policy, upstreams } = JSON.parse(readFileSync(demo, 'utf8')) as { policy: object; upstreams: Upstreams }
  const elsewhere = Object.entries(upstreams).map(([provider, upstream]) => [
    provider,
    { ...upstream, baseUrl: providers.baseUrls[provider] ?? upstream.baseUrl },
  ])
  writeFileSync(file, JSON.stringify({ policy, upstreams: Object.fromEntries(elsewhere) }, null, 2))
  const variables = Object.values(upstreams).flatMap(({ credentials }) => Object.values(credentials))
  return {
    file,
    environment: Object.fromEntries(variables.map(({ env }) => [env, 'made-up'])),
    close: async () => {
      rmSync(folder, { recursive: true, force: true })
      await providers.close()
    },
  }
}

/** What a router before those providers is made of; they last as long as the process. */
export async function loopbackRouting(): Promise<Routing> {
  const { file, environment } = await loopbackFile()
  const read = readRouting(file, environment)
  if ('issues' in read) throw new Error(JSON.stringify(read.issues))
  return read.value
}
