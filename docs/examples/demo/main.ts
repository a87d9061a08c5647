import { fileURLToPath } from 'node:url'
import { emptySnapshot, type Issue, names, select } from '@router/core'
import { loadOperatorsFile } from '../operators-file/load.js'
import type { OperatorsFile } from '../operators-file/operators-file.js'
import { withSecrets } from '../operators-file/secrets.js'
import { type Arguments, help, readArguments } from './arguments.js'
import { paintFor } from './colours.js'
import { playOnLoopback } from './loopback.js'
import { type Screen, screenOf } from './screen.js'
import { playOnUpstreams } from './upstream.js'

const ownFile = fileURLToPath(new URL('operators-file.json', import.meta.url))
const wrong = 2

process.exitCode = await run(readArguments(process.argv.slice(2)))

/** Does what was asked; the exit code. */
async function run(asked: Arguments): Promise<number> {
  switch (asked.type) {
    case 'help':
      process.stdout.write(help)
      return 0
    case 'wrong':
      return refuse([asked.why])
    case 'loopback': {
      const loaded = loadOperatorsFile(ownFile)
      if ('issues' in loaded) return refuse(loaded.issues.map((issue) => lineOf(ownFile, issue)))
      await playOnLoopback(loaded.value, screenFor(loaded.value))
      return 0
    }
    case 'file':
      return await sendTo(asked)
  }
}

async function sendTo(asked: Extract<Arguments, { type: 'file' }>): Promise<number> {
  const { file, model } = asked
  const loaded = loadOperatorsFile(file)
  if ('issues' in loaded) return refuse(loaded.issues.map((issue) => lineOf(file, issue)))
  const { policy, upstreams, warnings } = loaded.value
  const decision = select(policy, emptySnapshot, { id: 'check', model }, Date.now())
  if (decision.type === 'none' && decision.why === 'unknown-name')
    return refuse([`${file}: no alias or model is called '${model}'; ask for one of ${names(policy).join(', ')}`])
  const secrets = withSecrets(upstreams, process.env)
  if ('issues' in secrets) return refuse(secrets.issues.map((issue) => lineOf(file, issue)))
  for (const warning of warnings) process.stderr.write(`${lineOf(file, warning)}\n`)
  return (await playOnUpstreams(loaded.value, secrets.value, asked, screenFor(loaded.value))) ? 0 : 1
}

function screenFor({ policy }: OperatorsFile): Screen {
  const paint = paintFor(process.env, process.stdout.isTTY === true)
  const longest = Math.max(...[...policy.targets.keys()].map((id) => id.length))
  return screenOf((text) => process.stdout.write(text), paint, longest)
}

function lineOf(file: string, { path, message }: Issue): string {
  return [file, path, message].filter((part) => part !== '').join(': ')
}

/** Says why nothing was sent. */
function refuse(lines: readonly string[]): number {
  process.stderr.write(lines.map((line) => `${line}\n`).join(''))
  return wrong
}
