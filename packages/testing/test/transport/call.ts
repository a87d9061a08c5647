import {
  type AttemptCommand,
  type AttemptTimeouts,
  advance,
  begin,
  classify,
  type ExecutionError,
  type NetworkCause,
  type Reply,
  type Report,
  type Snapshot,
  type Step,
  type Target,
} from '@router/core'
import type { Transport, TransportAnswer, TransportRequest, TransportSetting } from '@router/testing'
import { Answer } from './answer.js'

/** One request of a transport that somebody wrote by hand, streams and all, over the fetch of the platform. */
export class Call {
  readonly setting: TransportSetting
  readonly request: TransportRequest
  step: Step | undefined

  constructor(setting: TransportSetting, request: TransportRequest) {
    this.setting = setting
    this.request = request
  }

  async answer(): Promise<TransportAnswer> {
    const { policy } = this.setting
    const { body, signal } = this.request
    signal.throwIfAborted()
    const request = { id: crypto.randomUUID(), model: body.model, stream: body.stream }
    let step = await this.take((snapshot, now) => begin(policy, snapshot, request, now))
    let answer: Answer | undefined
    for (;;) {
      const { command } = step
      switch (command.type) {
        case 'attempt':
          answer = new Answer(this.clocks(command), signal)
          step = await this.attempt(answer, command)
          break
        case 'wait':
          await this.wait(command.until)
          step = await this.report(signal.aborted ? { type: 'cancelled' } : { type: 'woke' })
          break
        case 'deliver':
          return { status: 200, body: this.deliver(answer as Answer, command.number) }
        case 'finish':
          return { status: 200, body: answer?.text ?? '' }
        case 'fail':
          answer?.close()
          return this.refusal(command.error)
      }
    }
  }

  async take(change: (snapshot: Snapshot, now: number) => Step): Promise<Step> {
    const now = Date.now()
    this.step = await this.setting.store.swap((snapshot) => change(snapshot, now))
    return this.step
  }

  report(told: Report): Promise<Step> {
    const { execution } = this.step as Step
    return this.take((snapshot, now) => advance(this.setting.policy, snapshot, execution, told, now))
  }

  async attempt(answer: Answer, command: AttemptCommand): Promise<Step> {
    const told = await this.open(answer, command).catch((error: unknown): Report => {
      const reply = answer.stopped ?? { type: 'network', ...causeOf(error) }
      return this.failed(command, reply)
    })
    if (told.type !== 'committed') answer.close()
    return await this.report(this.request.signal.aborted ? { type: 'cancelled' } : told)
  }

  /** Asks, and reads until it is known what the answer is. */
  async open(answer: Answer, command: AttemptCommand): Promise<Report> {
    const { number, target, commit } = command
    const response = await this.ask(target, answer.signal)
    const { ok, status } = response
    const headers = Object.fromEntries(response.headers)
    answer.read(response)
    // Of a body of an error that does not end, what came counts.
    if (!ok) while (await answer.more().catch(() => false));
    const streams = this.request.body.stream
    while (ok && (await answer.more()))
      if (streams && answer.hasContent && commit !== 'complete') return { type: 'committed', number }
    if (answer.error !== undefined)
      return this.failed(command, { type: 'stream-event', status, headers, data: answer.error })
    if (ok && !answer.hasContent && (streams || answer.text === '')) return this.failed(command, { type: 'empty' })
    if (ok && streams && !answer.isWhole) return this.failed(command, { type: 'truncated' })
    const reply = { type: 'response', status, headers, body: answer.text } as const
    const failure = classify(this.setting.policy, reply, { target, now: Date.now() })
    return failure === undefined ? { type: 'succeeded', number } : this.failed(command, reply)
  }

  ask(target: Target, signal: AbortSignal): Promise<Response> {
    const { provider, model } = target
    const { baseUrl = '' } = this.setting.upstreams[provider] ?? {}
    return fetch(`${baseUrl}/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.secretFor(target)}` },
      redirect: this.redirect,
      body: JSON.stringify({ ...this.request.body, model }),
      signal,
    })
  }

  get redirect(): RequestRedirect {
    return 'manual'
  }

  secretFor({ provider }: Target): string {
    return this.setting.upstreams[provider]?.secret ?? ''
  }

  failed({ number, target }: AttemptCommand, reply: Reply): Report {
    return { type: 'failed', number, reply: this.clean(reply, target) }
  }

  /** Upstreams quote keys, and so does the platform. */
  clean(reply: Reply, { provider }: Target): Reply {
    const { secret = '' } = this.setting.upstreams[provider] ?? {}
    return JSON.parse(JSON.stringify(reply).replaceAll(JSON.stringify(secret).slice(1, -1), '…')) as Reply
  }

  /** The rest of a stream, after what was held of it; and what became of it. */
  async *deliver(answer: Answer, number: number): AsyncGenerator<string> {
    let told: Report = { type: 'cancelled' }
    try {
      yield answer.text
      while (await answer.more()) yield answer.last
      told = this.ending(answer, number)
    } catch {
      if (answer.stopped?.type !== 'cancelled')
        told = { type: 'failed', number, reply: answer.stopped ?? { type: 'truncated' } }
    } finally {
      answer.close()
      await this.report(told)
    }
    if (told.type === 'cancelled') throw this.reason
    if (told.type === 'failed') yield* this.broken()
  }

  ending(answer: Answer, number: number): Report {
    return answer.isWhole ? { type: 'succeeded', number } : { type: 'failed', number, reply: { type: 'truncated' } }
  }

  // biome-ignore lint/correctness/useYield: others have something to yield
  async *broken(): AsyncGenerator<string> {
    throw new Error('the answer broke off')
  }

  refusal({ reply, why }: ExecutionError): TransportAnswer {
    if (this.request.signal.aborted) throw this.reason
    return reply?.type === 'response' && reply.status >= 400
      ? { status: reply.status, body: reply.body }
      : { status: 503, body: why }
  }

  get reason(): unknown {
    return this.request.signal.reason
  }

  clocks({ timeouts }: AttemptCommand): AttemptTimeouts {
    return timeouts
  }

  /** Waits until then, or until the caller leaves. */
  async wait(until: number): Promise<void> {
    const { signal } = this.request
    let wake = (): void => undefined
    const slept = new Promise<void>((resolve) => (wake = resolve))
    const timer = setTimeout(wake, until - Date.now())
    signal.addEventListener('abort', wake)
    if (signal.aborted) wake()
    await slept
    clearTimeout(timer)
    signal.removeEventListener('abort', wake)
  }
}

/** A transport of such calls. */
export const transportOf =
  (Kind: typeof Call) =>
  (setting: TransportSetting): Transport =>
  (request) =>
    new Kind(setting, request).answer()

function causeOf(error: unknown): NetworkCause {
  const { name = '', code = '', message = '', cause } = error as NetworkCause
  return { name, code, message, ...(cause === undefined ? {} : { cause: causeOf(cause) }) }
}
