import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouter } from '@router/node-fetch'
import { onTestFinished } from 'vitest'
import { readRouting } from '../../examples/gateway/follow-file.js'
import { createGateway } from '../../examples/gateway/gateway.js'
import { serve } from '../../examples/gateway/serve.js'
import type { Commit, Fault } from './faults.js'
import { type Provider, providerThat, well } from './provider.js'

/** The example gateway before providers, and how to ask it. */
export interface Asking {
  readonly providers: Readonly<Record<string, Provider>>
  /** Asks once, and says what the caller got. */
  readonly ask: () => Promise<string>
  /** How often who was asked, from the first who was. */
  readonly counts: () => string
}

/** The operator's file: one alias of three providers, primary first. */
const fileOf = (providers: Readonly<Record<string, Provider>>, commit: Commit, fault: Partial<Fault>): object => ({
  policy: {
    providers: Object.fromEntries(Object.keys(providers).map((name) => [name, { models: [`m-of-${name}`] }])),
    aliases: {
      chat: {
        targets: ['primary/m-of-primary', 'second/m-of-second', 'third/m-of-third'],
        strategy: 'fill-first',
        ...(fault.larger && { largerContext: 'long' }),
      },
      long: { targets: ['large/m-of-large'] },
    },
    commit,
    timeouts: { firstByteMs: 300, firstContentMs: 300, idleMs: 300, totalMs: 1_500 },
    ...fault.policy,
  },
  upstreams: Object.fromEntries(
    Object.entries(providers).map(([name, { baseUrl }]) => [
      name,
      { baseUrl, credentials: { default: { env: 'KEY' } } },
    ]),
  ),
})

/** Starts the gateway of the example before providers with such a fault; `now` is its clock. */
export async function gatewayBefore(
  fault: Pick<Fault, 'primary' | 'stream'> & Partial<Fault>,
  commit: Commit,
  now?: () => number,
): Promise<Asking> {
  const providers = {
    primary: await providerThat(fault.primary),
    second: await providerThat(fault.second ?? well),
    third: await providerThat(well),
    large: await providerThat(well),
  }
  const folder = mkdtempSync(join(tmpdir(), 'faults-'))
  const file = join(folder, 'operators-file.json')
  writeFileSync(file, JSON.stringify(fileOf(providers, commit, fault)))
  const read = readRouting(file, { KEY: 'made-up' })
  if ('issues' in read) throw new Error(JSON.stringify(read.issues))
  const { policy, upstreams } = read.value
  const router = createRouter({ policy, upstreams, ...(now && { now }) })
  const gateway = await serve(createGateway({ handle: router.handle, policy: () => policy }), 0, '127.0.0.1')
  onTestFinished(async () => {
    await gateway.close(0)
    rmSync(folder, { recursive: true })
  })
  return {
    providers,
    ask: async () => await outcomeOf(`${gateway.url}/v1/chat/completions`, fault.stream),
    counts: () =>
      Object.entries(providers)
        .filter(([, { asked }]) => asked.length > 0)
        .map(([name, { asked }]) => `${name} ${asked.length}`)
        .join(', '),
  }
}

/** What a client makes of the answer: the model that it names has to be the one that the header names. */
async function outcomeOf(url: string, stream: boolean): Promise<string> {
  const messages = [{ role: 'user', content: 'hello' }]
  const response = await fetch(url, { method: 'POST', body: JSON.stringify({ model: 'chat', messages, stream }) })
  const [provider = ''] = response.headers.get('x-router-target')?.split('/') ?? []
  const { text, whole } = await readAll(response)
  if (response.status !== 200) return `${response.status} ${(JSON.parse(text) as { error: Error }).error.message}`
  const received = text.split('"content":"word ').length - 1
  if (!text.includes(`"model":"m-of-${provider}"`)) return `somebody else than ${provider}`
  if (!whole) return `${received} tokens of ${provider}, then an error`
  return text.includes('"completion_tokens":60') ? `answered by ${provider}` : `no usage of ${provider}`
}

async function readAll(response: Response): Promise<{ readonly text: string; readonly whole: boolean }> {
  const decoder = new TextDecoder()
  let text = ''
  try {
    for await (const bytes of response.body ?? []) text += decoder.decode(bytes as Uint8Array, { stream: true })
    return { text, whole: true }
  } catch {
    return { text, whole: false }
  }
}
