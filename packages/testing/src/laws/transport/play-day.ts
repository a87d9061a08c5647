import { definePolicy, inspect, type Policy, type PolicyInput, type Step } from '@router/core'
import { linesOfStep } from '../../transcripts/lines-of.js'
import { Caller } from './caller.js'
import type { Day } from './day.js'
import type { Arrived, PlayedDay } from './played.js'
import type { Transport, TransportSetting } from './transport.js'
import { type Asked, elsewherePath, type LoopbackUpstream, loopbackUpstream, modelOf } from './upstream.js'
import { WatchedStore } from './watched-store.js'

/** How long all requests may take together, and how long what they leave behind. */
const settleMs = 2_000
const clearMs = 1_000

/** Plays a day: real upstreams on loopback, callers one after the other, each while the ones before are under way. */
export async function playDay(
  make: (setting: TransportSetting) => Transport | Promise<Transport>,
  day: Day,
): Promise<PlayedDay> {
  const playing = new Playing(day)
  const onUnhandled = (reason: unknown): void => void playing.unhandled.push(reason)
  process.on('unhandledRejection', onUnhandled)
  try {
    await playing.play(make)
    return await playing.played()
  } finally {
    process.off('unhandledRejection', onUnhandled)
    await playing.close()
  }
}

/** A day under way. */
class Playing {
  readonly unhandled: unknown[] = []
  readonly #day: Day
  readonly #names: readonly string[]
  readonly #policy: Policy
  readonly #lines: string[]
  readonly #secrets: ReadonlyMap<string, string>
  readonly #upstreams = new Map<string, LoopbackUpstream>()
  readonly #callers: Caller[] = []
  /** Whose an execution is: of the request that was sent last when it began. */
  readonly #owners = new Map<string, Caller | undefined>()
  readonly #arrived: Arrived[] = []
  readonly #whole = new Set<string>()
  readonly #refusals: unknown[] = []
  readonly #beganAt = Date.now()
  readonly #store = new WatchedStore(
    (step) => this.#hearStep(step),
    (error) => {
      this.#refusals.push(error)
      this.#lines.push(`  ! ${String(error)}`)
    },
  )

  constructor(day: Day) {
    this.#day = day
    this.#names = ['a', 'b', 'c'].slice(0, day.upstreams.length)
    const input = inputOf(day, this.#names)
    this.#policy = definePolicy(input)
    this.#secrets = new Map(this.#names.map((name, index) => [name, secretOf(name, day.badSecret && index === 0)]))
    const odd = day.badSecret ? [`the secret of a is ${JSON.stringify(this.#secrets.get('a'))}`] : []
    this.#lines = [JSON.stringify(input), '----', ...odd]
  }

  async play(make: (setting: TransportSetting) => Transport | Promise<Transport>): Promise<void> {
    for (const name of this.#names) this.#upstreams.set(name, await this.#start(name))
    const places = [...this.#upstreams].map(([name, { baseUrl }]) => {
      return [name, { baseUrl, secret: this.#secrets.get(name) ?? '' }] as const
    })
    const setting = { policy: this.#policy, store: this.#store, upstreams: Object.fromEntries(places) }
    const transport = await make(setting)
    for (let number = 1; number <= this.#day.requests; number++) {
      const caller = new Caller(number, this.#day, (line) => this.#lines.push(line))
      this.#callers.push(caller)
      caller.call(transport)
      await soon(() => caller.steps.length > 0 || caller.isOver, clearMs)
    }
    const isOver = () => this.#callers.every((caller) => caller.isOver)
    await soon(isOver, settleMs)
    if (!isOver()) return
    await soon(() => this.#isClear(), clearMs)
    // What was sent and then given up may only now arrive, and a rejection that nobody handles is told in the next turn.
    await new Promise((resolve) => setTimeout(resolve, 5))
    await soon(() => this.#isClear(), clearMs)
  }

  async played(): Promise<PlayedDay> {
    return {
      // What comes when all is closed is no part of it.
      lines: [...this.#lines],
      requests: await Promise.all(this.#callers.map((caller) => caller.played())),
      arrived: this.#arrived,
      underWay: this.#underWay(),
      snapshot: this.#store.snapshot,
      whole: this.#whole,
      open: this.#open(),
      refusals: this.#refusals,
      unhandled: this.unhandled,
      secrets: this.#secrets,
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#upstreams.values()].map((upstream) => upstream.close()))
  }

  #start(name: string): Promise<LoopbackUpstream> {
    const index = this.#names.indexOf(name)
    const other = this.#names[(index + 1) % this.#names.length] ?? name
    return loopbackUpstream(
      name,
      this.#day.upstreams[index] ?? [],
      () => `${this.#upstreams.get(other)?.baseUrl}${elsewherePath}`,
      {
        say: (what) => this.#lines.push(`${name} ${what}`),
        onWhole: (answer) => this.#whole.add(answer),
        onAsked: (asked) => this.#hearAsked(asked),
      },
    )
  }

  #hearStep(step: Step): void {
    const { command, execution } = step
    const { id } = execution.request
    if (!this.#owners.has(id)) this.#owners.set(id, this.#callers.at(-1))
    const owner = this.#owners.get(id)
    owner?.steps.push(step)
    const lines = linesOfStep(step).map((line) => sinceThen(line, this.#beganAt))
    this.#lines.push(...lines.map((line) => `  #${owner?.number} ${line}`))
    if (command.type === 'wait') owner?.reach('waiting')
  }

  #hearAsked(asked: Asked): void {
    const { upstream, body } = asked
    const number = numberIn(body)
    const caller = this.#callers.find((each) => each.number === number)
    const ordered = caller?.steps.filter(
      ({ command }) => command.type === 'attempt' && command.target.provider === upstream,
    )
    this.#lines.push(`${upstream} is asked${caller === undefined ? '' : ` by #${caller.number}`}`)
    this.#arrived.push({
      ...asked,
      request: caller?.number,
      ordered: ordered?.length ?? 0,
      given: caller?.content.map(({ mark }) => mark).join('') ?? '',
      left: caller?.hasLeft ?? false,
    })
    caller?.reach('asked')
  }

  /** Targets with attempts that nobody has said the end of. */
  #underWay(): readonly string[] {
    return inspect(this.#policy, this.#store.snapshot, Date.now()).flatMap(({ scope, inFlight }) =>
      scope.startsWith('target:') && inFlight > 0 ? [scope.slice('target:'.length)] : [],
    )
  }

  #open(): readonly string[] {
    return this.#names.filter((name) => (this.#upstreams.get(name)?.open() ?? 0) > 0)
  }

  #isClear(): boolean {
    const ended = this.#callers.every(({ steps }) => {
      const { type } = steps.at(-1)?.command ?? {}
      return type === undefined || type === 'finish' || type === 'fail'
    })
    return ended && this.#open().length === 0 && this.#underWay().length === 0
  }
}

function inputOf({ commit, leaving }: Day, names: readonly string[]): PolicyInput {
  return {
    providers: Object.fromEntries(names.map((name) => [name, {}])),
    aliases: { fast: { targets: names.map((name) => `${name}/${modelOf(name)}`), strategy: 'fill-first' } },
    ...(commit === 'first-content' ? {} : { commit }),
    ...(leaving === undefined ? { timeouts: { firstByteMs: 40, firstContentMs: 50, idleMs: 40, totalMs: 200 } } : {}),
    patience: leaving === undefined ? { totalMs: 200, sameTargetMs: 100 } : { totalMs: 60_000, sameTargetMs: 60_000 },
  }
}

/** Found wherever it has got to. */
const secretOf = (name: string, bad: boolean): string => `secret${bad ? '\n' : '-'}of-${name}`

/** Real time is nobody's concern: counted from the start. */
const sinceThen = (line: string, beganAt: number): string =>
  line.replace(/\b\d{13}(?=ms\b)/g, (at) => String(Number(at) - beganAt))

function numberIn(body: Asked['body']): number | undefined {
  const [, number] = /request (\d+)/.exec(JSON.stringify(body?.messages ?? '')) ?? []
  return number === undefined ? undefined : Number(number)
}

/** Waits until it holds, or for so long. */
async function soon(holds: () => boolean, withinMs: number): Promise<void> {
  const until = performance.now() + withinMs
  while (!holds() && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 1))
}
