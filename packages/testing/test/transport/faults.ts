import type { AttemptCommand, AttemptTimeouts, ExecutionError, Reply, Report, Step, Target } from '@router/core'
import type { TransportAnswer } from '@router/testing'
import type { Answer } from './answer.js'
import { Call } from './call.js'

/** Wrong transports, each as somebody might write it. */
export const faults = {
  /** The loop for another try is around the whole stream. */
  retriesAfterCommit: class extends Call {
    override async *broken(): AsyncGenerator<string> {
      const [target] = this.setting.policy.targets.values()
      const response = await this.ask(target as Target, this.request.signal)
      yield await response.text()
    }
  },

  /** Its caller has left, so nobody is left to tell. */
  forgetsWhoLeft: class extends Call {
    override async report(told: Report): Promise<Step> {
      if (told.type === 'cancelled') throw this.reason
      return await super.report(told)
    }
  },

  /** Gives up an attempt that takes too long, and tells its caller alone. */
  forgetsTimeouts: class extends Call {
    override async report(told: Report): Promise<Step> {
      if (told.type === 'failed' && told.reply.type === 'timeout') throw new Error('the upstream takes too long')
      return await super.report(told)
    }
  },

  /** Throws what it would throw of itself. */
  losesTheReason: class extends Call {
    override get reason(): unknown {
      return new Error('aborted')
    }
  },

  /** What is held back until the commit is held for the request and not for the attempt. */
  mixesTwoAttempts: class extends Call {
    #held = ''
    override async open(answer: Answer, command: AttemptCommand): Promise<Report> {
      const told = await super.open(answer, command).finally(() => {
        this.#held += answer.text
      })
      if (told.type !== 'failed') answer.text = this.#held
      return told
    }
  },

  /** Hands over what comes, and tells core later. */
  handsOverEarly: class extends Call {
    override async report(told: Report): Promise<Step> {
      if (told.type !== 'committed' || this.step === undefined) return await super.report(told)
      return { ...this.step, command: { type: 'deliver', number: told.number } }
    }
  },

  /** Takes the end of the connection for the end of the answer. */
  endsCleanly: class extends Call {
    override async *broken(): AsyncGenerator<string> {}
  },

  /** Sends on what its caller sent. */
  asksForTheAlias: class extends Call {
    override ask(target: Target, signal: AbortSignal): Promise<Response> {
      return super.ask({ ...target, model: this.request.body.model }, signal)
    }
  },

  /** One key for all. */
  showsOneSecretToAll: class extends Call {
    override secretFor(_: Target): string {
      return Object.values(this.setting.upstreams)[0]?.secret ?? ''
    }
  },

  /** Leaves redirects to the platform. */
  followsRedirects: class extends Call {
    override get redirect(): RequestRedirect {
      return 'follow'
    }
  },

  /** Asks once more by itself where the connection broke. */
  asksOnceMore: class extends Call {
    override ask(target: Target, signal: AbortSignal): Promise<Response> {
      return super.ask(target, signal).catch(() => super.ask(target, signal))
    }
  },

  hasNoClocks: class extends Call {
    override clocks(_: AttemptCommand): AttemptTimeouts {
      return { connectMs: 3_600_000, idleMs: 3_600_000, totalMs: 3_600_000 }
    }
  },

  /** Reports replies and errors as they came. */
  quotesSecrets: class extends Call {
    override clean(reply: Reply): Reply {
      return reply
    }
  },

  /** One listener for each attempt, and none is taken away. */
  leavesListeners: class extends Call {
    override clocks(command: AttemptCommand): AttemptTimeouts {
      this.request.signal.addEventListener('abort', () => undefined)
      return super.clocks(command)
    }
  },

  /** Whoever stops reading tells nobody, and what comes is left to itself. */
  dropsAnswers: class extends Call {
    override async *deliver(answer: Answer, number: number): AsyncGenerator<string> {
      yield answer.text
      while (await answer.more().catch(() => false)) yield answer.last
      answer.close()
      if ((await this.report(this.ending(answer, number))).command.type === 'fail') yield* this.broken()
    }
  },

  /** Waits for what nobody can interrupt. */
  sleepsOn: class extends Call {
    override wait(until: number): Promise<void> {
      return new Promise((resolve) => setTimeout(resolve, until - Date.now()))
    }
  },

  /** Takes a failure for an answer. */
  hidesFailures: class extends Call {
    override refusal(_: ExecutionError): TransportAnswer {
      return { status: 200, body: '{}' }
    }
  },

  /** Reports the end of an attempt twice. */
  reportsTwice: class extends Call {
    override async report(told: Report): Promise<Step> {
      const step = await super.report(told)
      if (told.type === 'succeeded') await super.report(told)
      return step
    }
  },

  /** Nobody hears of what goes wrong in the background. */
  leavesRejections: class extends Call {
    override async attempt(answer: Answer, command: AttemptCommand): Promise<Step> {
      const step = await super.attempt(answer, command)
      if (step.command.type === 'attempt') void Promise.reject(new Error('of the background'))
      return step
    }
  },
} satisfies Readonly<Record<string, typeof Call>>
