import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Bundles } from '../bundle.js'
import type { Report, Say } from '../lib/board.js'
import { table } from '../lib/words.js'
import { versions } from '../rivals/versions.js'
import { answeredOf, type Child, started } from './child.js'
import type { Answered } from './closed-loop.js'
import { barRow, barTitles, headingOf, type Lane, type Rate, ratesTable, type Setting, settings } from './rates.js'

const rounds = 3
const roundMs = 1_000

const upstreamItself = 'the upstream itself'
const passThrough = 'bare `node:http` + `undici.request`'
const gateway = 'the example gateway'
const overUndici = 'the example gateway over undici’s dispatcher'
const portkey = `Portkey ${versions['@portkey-ai/gateway']}`

interface Subject {
  readonly name: string
  readonly child: Child
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * The example gateway beside a bare pass-through and Portkey's: upstream, load and gateways each in a process of its own.
 * Portkey takes no part where answers are streamed: with the versions of its dependencies that are installed it answers 500.
 */
export async function gatewayBoard(say: Say, bundles: Bundles, aside: string): Promise<Report> {
  const { meter } = bundles
  const upstream = await started(bundles.upstream, [], { meter })
  const origin = `http://127.0.0.1:${upstream.port}`
  const load = await started(bundles.load, [], { port: 0 })
  const subjects: Subject[] = [{ name: upstreamItself, child: upstream }]
  try {
    for (const [kind, name] of [
      ['pass-through', passThrough],
      ['router', gateway],
      ['undici', overUndici],
    ] as const)
      subjects.push({ name, child: await started(bundles.subject, [kind, origin], { meter }) })
    subjects.push(await portkeyBefore(origin, aside, meter))
    const parts: string[] = []
    const rows: (readonly string[])[] = []
    for (const setting of settings) {
      say(headingOf(setting, 'connection').slice(4))
      const present = subjects.filter(({ name }) => name !== portkey || !setting.stream)
      const lanes = await measured(load, present, setting)
      const over = [
        { title: 'pass-through', name: passThrough },
        ...(setting.stream ? [] : [{ title: 'Portkey', name: portkey }]),
      ]
      parts.push(headingOf(setting, 'connection'), ratesTable(lanes, over))
      rows.push(...comparedWithBars(lanes, setting))
    }
    return { text: [table([barTitles, ...rows]), ...parts].join('\n\n') }
  } finally {
    for (const { child } of subjects) child.end()
    load.end()
  }
}

async function portkeyBefore(origin: string, aside: string, meter: string): Promise<Subject> {
  const port = await freePort()
  const program = join(aside, 'node_modules/@portkey-ai/gateway/build/start-server.js')
  const child = await started(program, ['--headless', `--port=${port}`], { port, meter })
  await listening(port)
  const headers = {
    'x-portkey-provider': 'openai',
    'x-portkey-custom-host': `${origin}/v1`,
    authorization: 'Bearer made-up',
  }
  return { name: portkey, child, headers }
}

async function measured(load: Child, subjects: readonly Subject[], setting: Setting): Promise<readonly Lane[]> {
  const rates = subjects.map(({ name }) => ({ name, rates: [] as Rate[] }))
  // The first round warms up.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, { child, headers = {} }] of subjects.entries()) {
      const asking = { ...setting, headers, origin: `http://127.0.0.1:${child.port}`, ms: round === 0 ? 400 : roundMs }
      const before = await child.tell<{ readonly cpuUs: number }>('cpu')
      const answered = answeredOf(await load.tell<{ readonly answered: Answered }>(asking))
      const after = await child.tell<{ readonly cpuUs: number }>('cpu')
      if (round > 0) rates[index]?.rates.push({ ...answered, cpuUs: after.cpuUs - before.cpuUs })
    }
  }
  return rates
}

function comparedWithBars(lanes: readonly Lane[], { stream, concurrent }: Setting): (readonly string[])[] {
  if (stream || concurrent !== 64) return []
  return [gateway, overUndici].flatMap((ours) =>
    [
      { theirs: passThrough, atLeast: 0.5 },
      { theirs: portkey, atLeast: 5 },
    ].map((bar) => barRow('not streamed, 64 connections', lanes, { ours, ...bar })),
  )
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const socket = connect(port, '127.0.0.1')
    try {
      await once(socket, 'connect')
      return
    } catch {
      await delay(100)
    } finally {
      socket.destroy()
    }
  }
  throw new Error(`nobody listens on ${port}`)
}
