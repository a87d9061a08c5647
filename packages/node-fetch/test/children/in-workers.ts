// Two threads, each with a router of its own before the same upstream: what one learns is not known to the other.
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { definePolicy } from '@router/core'
import { createRouter } from '@router/node-fetch'

async function ask(baseUrl: string): Promise<readonly string[]> {
  const router = createRouter({
    policy: definePolicy({
      providers: { limited: {}, well: {} },
      aliases: { any: { targets: ['limited/limited', 'well/well'], strategy: 'fill-first' } },
    }),
    upstreams: {
      limited: { baseUrl, credentials: { default: '' } },
      well: { baseUrl, credentials: { default: '' } },
    },
  })
  const asked: string[] = []
  router.on(({ events }) => {
    for (const event of events) if (event.type === 'attempt-started') asked.push(event.target)
  })
  for (let request = 0; request < 2; request += 1) {
    const response = await router.fetch('http://router/v1/chat/completions', {
      method: 'POST',
      body: '{"model":"any"}',
    })
    await response.text()
  }
  return asked
}

if (isMainThread) {
  const baseUrl = process.argv[2] ?? ''
  const ofWorkers = await Promise.all(
    [1, 2].map(
      () =>
        new Promise((resolve, reject) => {
          // A thread does not inherit what lets this process read TypeScript.
          const start = `require('tsx/esm/api').register(); import(${JSON.stringify(import.meta.url)})`
          const worker = new Worker(start, { eval: true, workerData: baseUrl })
          worker.on('message', resolve).on('error', reject)
        }),
    ),
  )
  console.log(JSON.stringify(ofWorkers))
} else parentPort?.postMessage(await ask(workerData as string))
