import { unwatchFile, watchFile } from 'node:fs'
import type { Issue, Policy } from '@router/core'
import { loadOperatorsFile } from '../operators-file/load.js'
import type { Checked } from '../operators-file/operators-file.js'
import { type Upstream, withSecrets } from '../operators-file/secrets.js'

/** What a router is made of, as an operator's file and the environment say. */
export interface Routing {
  readonly policy: Policy
  readonly upstreams: Readonly<Record<string, Upstream>>
  readonly warnings: readonly Issue[]
}

type Environment = Readonly<Record<string, string | undefined>>

/** Reads an operator's file, with the secrets that the environment holds; every mistake has its path. */
export function readRouting(path: string, environment: Environment): Checked<Routing> {
  const loaded = loadOperatorsFile(path)
  if ('issues' in loaded) return loaded
  const { policy, warnings } = loaded.value
  const upstreams = withSecrets(loaded.value.upstreams, environment)
  return 'issues' in upstreams ? upstreams : { value: { policy, upstreams: upstreams.value, warnings } }
}

/**
 * Reads the file again whenever it has changed, and tells what came of it, until the returned function is called. It looks
 * instead of being told: files are often replaced by another one of the same name.
 */
export function followFile(
  path: string,
  environment: Environment,
  hear: (read: Checked<Routing>) => void,
  everyMs = 500,
): () => void {
  const look = (): void => hear(readRouting(path, environment))
  watchFile(path, { interval: everyMs, persistent: false }, look)
  return () => unwatchFile(path, look)
}
