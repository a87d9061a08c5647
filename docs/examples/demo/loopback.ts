import { createRouter } from '@router/node-fetch'
import type { OperatorsFile } from '../operators-file/operators-file.js'
import { withSecrets } from '../operators-file/secrets.js'
import { clientOf } from './ask.js'
import { startFakeProviders } from './fake-providers.js'
import type { Screen } from './screen.js'
import { showOn } from './show.js'
import { tableLines } from './table.js'

/** Plays the demo: providers that fail on loopback, and requests that are served all the same. */
export async function playOnLoopback(file: OperatorsFile, screen: Screen): Promise<void> {
  const startedAt = performance.now()
  const providers = await startFakeProviders()
  try {
    const router = createRouter({ policy: file.policy, upstreams: redirected(file, providers.baseUrls) })
    const show = showOn(screen, clientOf(router.fetch))
    router.on(show.hear)

    screen.line(screen.paint('bold', 'Four providers on loopback, one name for them: fast'))
    const rows = Object.entries(providers.behaviours).map(([provider, behaviour]) => [
      { text: provider },
      { text: new URL(providers.baseUrls[provider] ?? '').host, paint: (text: string) => screen.paint('dim', text) },
      { text: behaviour },
    ])
    for (const line of tableLines(rows)) screen.line(`   ${line}`)

    await show.one({ model: 'fast', stream: false, prompt: 'What is a target?' })
    await show.one({ model: 'fast', stream: true, prompt: 'What is a cooldown?' })
    await show.one({ model: 'fast', stream: true, prompt: 'Whose fault is a failure?' })
    await show.one({ model: 'gpt-4o', stream: false, prompt: 'Only OpenAI, please.' })
    await show.one({ model: 'fast', stream: true, prompt: 'What is committed?' })
    await show.together(Array.from({ length: 4 }, () => ({ model: 'fast', stream: true, prompt: 'Who is next?' })))
    show.close(await router.explain({ id: 'next', model: 'fast' }))

    const tookS = ((performance.now() - startedAt) / 1_000).toFixed(1)
    screen.line(`\n${screen.paint('dim', `9 requests, ${providers.received()} calls to providers, ${tookS} s.`)}`)
  } finally {
    await providers.close()
  }
}

/** The file's upstreams at other addresses, with made-up keys: the demo needs no secret and reaches no provider. */
function redirected(
  { upstreams }: OperatorsFile,
  baseUrls: Readonly<Record<string, string>>,
): Parameters<typeof createRouter>[0]['upstreams'] {
  const all = Object.entries(upstreams)
  const elsewhere = all.map(([provider, upstream]) => [
    provider,
    { ...upstream, baseUrl: baseUrls[provider] ?? upstream.baseUrl },
  ])
  const names = all.flatMap(([, { credentials }]) => Object.values(credentials).map(({ env }) => env))
  const made = withSecrets(Object.fromEntries(elsewhere), Object.fromEntries(names.map((name) => [name, 'made-up'])))
  return 'issues' in made ? {} : made.value
}
