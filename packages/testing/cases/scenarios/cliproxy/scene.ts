import type { Policy, RouteRequest, RouterEvent, ScopeName, TargetId } from '@router/core'
import { World } from '../world.js'
import type { Given, TargetRow } from './case.js'
import { cools } from './judge.js'
import { type Name, namesOf, withoutSuffix } from './names.js'
import { type Asked, policyOf } from './policy.js'
import type { Life } from './request.js'
import { Sessions } from './sessions.js'

/** A request as it is played, and whom to tell who served it. */
interface AskedHere {
  readonly policy: Policy
  readonly request: RouteRequest
  readonly served: (target: TargetId | undefined) => void
}

/** What a case knows while it is played: its configuration, which reloads change, and a router in virtual time. */
export class Scene {
  given: Given
  readonly world: World
  /** The requests so far. */
  readonly lives: Life[] = []
  #requests = 0
  readonly #sessions = new Sessions()
  readonly #providers = new Map<string, string>()
  readonly #policies = new Map<string, Policy>()
  #names: ReadonlyMap<string, Name> | undefined

  constructor(given: Given) {
    this.given = given
    this.world = new World(given.now_ms ?? 0)
    this.#rememberProviders()
    for (const row of given.targets ?? []) if (row.disabled === true) this.#suspend(row)
  }

  policy(asked: Asked = {}): Policy {
    const key = JSON.stringify(asked)
    const known = this.#policies.get(key) ?? policyOf(this.given, asked)
    this.#policies.set(key, known)
    return known
  }

  /** The policy and the request as they are played: with affinity, a session stays with whom its name means. */
  withSession(asked: Asked, request: RouteRequest): AskedHere {
    const turns = this.policy(asked)
    const { session } = request
    if (this.given.session_affinity === undefined || session === undefined)
      return { policy: turns, request, served: () => undefined }
    const policy = this.policy({ ...asked, sticky: true })
    const key = JSON.stringify([session, asked])
    return {
      policy,
      request: this.#sessions.spelled(key, this.world, policy, turns, request),
      served: (target) => this.#sessions.served(key, target),
    }
  }

  /** Every name that a client may ask for. */
  names(): ReadonlyMap<string, Name> {
    this.#names ??= namesOf(this.given)
    return this.#names
  }

  /** The name as the core knows it. */
  name(model: string): string {
    return withoutSuffix(model, this.names().keys())
  }

  /** The name of an upstream model: one with a suffix is another model, where nobody says that it is not. */
  upstream(model: string): string {
    const names = [...this.names()].flatMap(([name, { places }]) => [name, ...places.map((place) => place.model)])
    return withoutSuffix(model, names)
  }

  nextRequest(): string {
    this.#requests += 1
    return `r${this.#requests}`
  }

  /** Where a credential stands or stood. */
  providerOf(credential: string): string | undefined {
    return this.#providers.get(credential)
  }

  credentials(): readonly string[] {
    return [...this.#providers.keys()]
  }

  /** The configuration from now on; health follows the names, as in every policy. */
  reload(change: Partial<Given>): void {
    const before = this.given
    this.given = { ...before, ...change, config: { ...before.config, ...change.config } }
    this.#policies.clear()
    this.#names = undefined
    this.#rememberProviders()
    this.#learn({ type: 'policy-changed', at: this.world.now })
    for (const row of this.given.targets ?? []) {
      const former = before.targets?.find((each) => each.credential === row.credential && each.model === row.model)
      if (row.disabled === true && former?.disabled !== true) this.#suspend(row)
      if (row.disabled !== true && former?.disabled === true) this.#resume(row)
      if (former !== undefined && !cools(row, this.given) && cools(former, before)) this.clear(row.credential)
    }
  }

  /** An operator clears everything that is held against a credential. */
  clear(credential: string): void {
    for (const key of this.#scopesOf(credential)) this.#learn({ type: 'cooldown-cleared', at: this.world.now, key })
  }

  #suspend({ credential }: TargetRow): void {
    const [key] = this.#scopesOf(credential)
    if (key !== undefined) this.#learn({ type: 'scope-suspended', at: this.world.now, key, reason: 'disabled' })
  }

  #resume({ credential }: TargetRow): void {
    for (const key of this.#scopesOf(credential)) this.#learn({ type: 'scope-resumed', at: this.world.now, key })
    this.clear(credential)
  }

  #learn(event: RouterEvent): void {
    this.world.learn(this.policy(), event)
  }

  /** The scope of a credential, then those of its targets. */
  #scopesOf(credential: string): readonly ScopeName[] {
    const own = [...this.policy().targets.values()].filter((target) => target.credential === credential)
    return [...new Set([...own.map(({ scopes }) => scopes.credential), ...own.map(({ scopes }) => scopes.target)])]
  }

  #rememberProviders(): void {
    for (const { credential, provider } of this.given.targets ?? []) this.#providers.set(credential, provider)
  }
}
