import type { Issue, Policy } from '@router/core'
import { createRouter, type Router } from '@router/node-fetch'
import { undiciFetch } from '@router/node-fetch/undici'
import { Agent } from 'undici'
import { followFile, type Routing, readRouting } from './follow-file.js'
import { createGateway, hopHeader } from './gateway.js'
import { type Serving, serve } from './serve.js'

/** How a gateway is started. */
export interface StartOptions {
  readonly file: string
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly port: number
  readonly host: string
  /** Says something to the operator. */
  readonly say: (line: string) => void
  /** How often the file is looked at. */
  readonly everyMs?: number
}

/** A gateway under way. */
export interface Started {
  readonly router: Router
  readonly policy: () => Policy
  readonly url: string
  readonly close: Serving['close']
}

/**
 * Starts a gateway that follows an operator's file. A file that is wrong at the start is refused, every mistake with its
 * path; one that is wrong later is reported so, and what held before still holds.
 */
export async function startGateway(options: StartOptions): Promise<Started | { readonly issues: readonly Issue[] }> {
  const { file, environment, port, host, say, everyMs } = options
  const first = readRouting(file, environment)
  if ('issues' in first) return first
  let { policy } = first.value
  const warn = ({ warnings }: Routing): void => {
    for (const { path, message } of warnings) say(`${file}: ${path}: ${message}`)
  }
  warn(first.value)

  // The built-in fetch would do as well, for twice the CPU time.
  const dispatcher = new Agent()
  const router = createRouter({
    policy,
    upstreams: countingHops(first.value),
    fetch: undiciFetch({ dispatcher }),
  })
  const key = environment['GATEWAY_KEY']
  const gateway = createGateway({ handle: router.handle, policy: () => policy, ...(key === undefined ? {} : { key }) })
  const serving = await serve(gateway, port, host)
  const unfollow = followFile(
    file,
    environment,
    (read) => {
      if ('issues' in read) {
        for (const { path, message } of read.issues) say(`${file}: ${path === '' ? '' : `${path}: `}${message}`)
        say(`${file}: nothing of it has taken effect`)
        return
      }
      warn(read.value)
      router.update(read.value.policy, countingHops(read.value)).then(
        () => {
          policy = read.value.policy
          say(`${file}: has taken effect`)
        },
        (error: unknown) => say(`${file}: ${String(error)}`),
      )
    },
    everyMs,
  )
  return {
    router,
    policy: () => policy,
    url: serving.url,
    close: async (withinMs) => {
      unfollow()
      await serving.close(withinMs)
      await dispatcher.destroy()
    },
  }
}

/** Every upstream is told how many gateways a request has come through: it may be one, too. */
const countingHops = ({ upstreams }: Routing): Routing['upstreams'] =>
  Object.fromEntries(
    Object.entries(upstreams).map(([provider, upstream]) => [provider, { ...upstream, forwardHeaders: [hopHeader] }]),
  )
