import { names } from '@router/core'
import { help, readArguments } from './arguments.js'
import { loopbackFile } from './loopback-file.js'
import { startGateway } from './start.js'

/** Those under way when the gateway is told to end have so long. */
const graceMs = 30_000

const asked = readArguments(process.argv.slice(2))
if (asked.type === 'help') process.stdout.write(help)
else if (asked.type === 'wrong') refuse([asked.why])
else await run(asked)

async function run({ file, port, host }: Extract<typeof asked, { type: 'serve' }>): Promise<void> {
  const own = file === undefined ? await loopbackFile() : undefined
  const used = own?.file ?? file ?? ''
  const environment = { ...process.env, ...own?.environment }
  const started = await startGateway({ file: used, environment, port, host, say: (line) => console.error(line) })
  if ('issues' in started) {
    await own?.close()
    refuse(started.issues.map(({ path, message }) => `${used}: ${path === '' ? '' : `${path}: `}${message}`))
    return
  }
  const [name = ''] = names(started.policy())
  const key = environment['GATEWAY_KEY'] === undefined ? '' : ' -H "authorization: Bearer $GATEWAY_KEY"'
  console.log(`The gateway listens on ${started.url}, and follows ${used}. Try:

  curl ${started.url}/v1/chat/completions -H 'content-type: application/json'${key} \\
    -d '{"model":"${name}","messages":[{"role":"user","content":"What is a target?"}]}' -i
`)
  const end = async (): Promise<void> => {
    await started.close(graceMs)
    await own?.close()
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void end())
}

function refuse(lines: readonly string[]): void {
  for (const line of lines) console.error(line)
  process.exitCode = 2
}
