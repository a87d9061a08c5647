import { request as open } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import type { AttemptCommand, ExecutionError, Reply, Report, RouteRequest } from '@router/core'
import { advance, begin, classify, emptySnapshot, type NetworkCause, type Policy } from '@router/core'

/** Where each provider is, and the secret to show there. */
export type Places = Readonly<Record<string, { readonly url: string; readonly secret: string }>>

/** Routes chat requests over `node:http` by obeying the core, command by command. What it knows lives as long as it does. */
export function handRouter(policy: Policy, places: Places) {
  let snapshot = emptySnapshot
  return async (request: RouteRequest, messages: readonly object[]): Promise<Reply | ExecutionError> => {
    let reply: Reply = { type: 'empty' }
    let step = begin(policy, snapshot, request, Date.now())
    for (;;) {
      snapshot = step.snapshot
      const { command, execution } = step
      if (command.type === 'finish') return reply
      if (command.type === 'fail') return command.error
      let report: Report = { type: 'woke' }
      if (command.type === 'wait') await sleep(Math.max(0, command.until - Date.now()))
      else if (command.type === 'attempt') {
        const { number, target } = command
        reply = await ask(command, places[target.provider], { model: target.model, messages })
        const failure = classify(policy, reply, { target, now: Date.now() })
        report = failure === undefined ? { type: 'succeeded', number } : { type: 'failed', number, reply }
      }
      // Others have gone on meanwhile: the snapshot of this moment counts, not that of the last step.
      step = advance(policy, snapshot, execution, report, Date.now())
    }
  }
}

async function ask({ timeouts }: AttemptCommand, place: Places[string] | undefined, body: object): Promise<Reply> {
  const headers = { authorization: `Bearer ${place?.secret}`, 'content-type': 'application/json' }
  try {
    return await new Promise<Reply>((resolve, reject) => {
      const sent = open(`${place?.url}/chat/completions`, { method: 'POST', headers }, (response) => {
        const { statusCode: status = 0, headers: got } = response
        const known = Object.fromEntries(Object.entries(got).map(([name, value]) => [name, String(value)]))
        text(response).then((body) => {
          const isEmpty = status < 300 && body.trim() === ''
          resolve(isEmpty ? { type: 'empty' } : { type: 'response', status, headers: known, body })
        }, reject)
      })
      sent.setTimeout(timeouts.idleMs, () => resolve({ type: 'timeout', phase: 'idle' }))
      sent.on('error', reject).on('timeout', () => sent.destroy())
      sent.end(JSON.stringify(body))
    })
  } catch (error) {
    const { name = '', code = '', message = '' } = error as NetworkCause
    return { type: 'network', name, code, message }
  }
}
