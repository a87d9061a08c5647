import { createRouter } from '@router/node-fetch'
import type { OperatorsFile } from '../operators-file/operators-file.js'
import type { Upstream } from '../operators-file/secrets.js'
import { clientOf } from './ask.js'
import type { Screen } from './screen.js'
import { showOn } from './show.js'

/** Sends one prompt to the upstreams of an operator's file; says whether there was an answer. */
export async function playOnUpstreams(
  { policy }: OperatorsFile,
  upstreams: Readonly<Record<string, Upstream>>,
  { model, prompt }: { readonly model: string; readonly prompt: string },
  screen: Screen,
): Promise<boolean> {
  const router = createRouter({ policy, upstreams })
  const show = showOn(screen, clientOf(router.fetch))
  router.on(show.hear)
  const answered = await show.one({ model, prompt, stream: true })
  show.close(await router.explain({ id: 'next', model }))
  return answered
}
