import type { RouteRequest } from '@router/core'
import { resolve } from '../../../../../core/src/policy/resolve.js'
import { counted } from '../../../grouped.js'
import { onlyFields, unmapped } from '../../unmapped.js'
import type { OutcomeRow } from '../case.js'
import { refuseDeviation } from '../deviations.js'
import type { Playable } from '../playable.js'
import { refusalOf } from '../refusal.js'
import { type Call, type Life, playRequest } from '../request.js'
import type { Scene } from '../scene.js'

interface Request {
  readonly model: string
  readonly path?: 'execute' | 'stream' | 'count'
  readonly upstream?: readonly { readonly match: Match; readonly outcome: OutcomeRow }[]
  readonly default?: OutcomeRow
  readonly providers?: readonly string[]
  readonly pinned?: string
  readonly session?: string
  readonly endpoint?: string
}

interface Match {
  readonly credential?: string
  readonly upstream?: string
  readonly attempt?: number
}

const outcomeFields = [
  'status',
  'body',
  'headers',
  'network',
  'retry_after_ms',
  'scope',
  'code',
  'request_scoped',
  'empty',
  'phase',
  'take_ms',
  'reload',
]

/** A whole execution. */
export const request: Playable = {
  fields: ['model', 'path', 'upstream', 'default', 'providers', 'pinned', 'session', 'endpoint'],
  play(scene, operation) {
    const asked = operation as unknown as Request
    const name = scene.name(asked.model)
    const plain = routeRequest(scene, asked, name)
    const { policy, request: route, served } = scene.withSession({ model: name, providers: asked.providers }, plain)
    const life = playRequest(scene.world, policy, route, {
      answer: (call) => answer(asked, call),
      refreshes: (credential) => scene.given.targets?.find((row) => row.credential === credential)?.refresh === 'ok',
      reload: (outcome) => outcome.reload && scene.reload(outcome.reload),
    })
    scene.lives.push(life)
    const { calls, waitsMs, committed, error } = life
    refuseFurtherCredentials(scene, life)
    served(life.served)
    const last = error === undefined ? calls.at(-1) : undefined
    const refusal = error && refusalOf(error, policy, route, scene.world)
    return {
      attempts: () => calls.map(spelled),
      waits_ms: () => waitsMs,
      result: () => (error === undefined ? 'ok' : 'error'),
      served_by: () => last?.credential,
      upstream: () => last?.upstream,
      status: () => refusal?.status ?? 200,
      code: () => refusal?.code,
      committed: () => committed,
      alias: () => (scene.names().get(name)?.isAlias === true ? resolve(policy, name)?.name : undefined),
      retry_after_s: () => refusal?.retry_after_s,
    }
  },
}

function routeRequest(scene: Scene, { path, endpoint, session, pinned }: Request, model: string): RouteRequest {
  const operation = endpoint ?? (path === 'count' ? 'count' : undefined)
  return {
    id: scene.nextRequest(),
    model,
    ...(operation === undefined ? {} : { operation }),
    ...(path === 'stream' ? { stream: true } : {}),
    ...(session === undefined ? {} : { session }),
    ...(pinned === undefined ? {} : { pin: { credential: pinned } }),
  }
}

/** The first rule all of whose fields match, else the default. */
function answer({ upstream = [], default: otherwise = {}, path, endpoint }: Request, call: Call): OutcomeRow {
  const rule = upstream.find(
    ({ match }) =>
      (match.credential ?? call.credential) === call.credential &&
      (match.upstream ?? call.upstream) === call.upstream &&
      (match.attempt ?? call.number) === call.number,
  )
  const outcome = rule?.outcome ?? otherwise
  onlyFields(outcome, outcomeFields, 'an outcome')
  refuseDeviation(outcome, path, endpoint)
  return outcome
}

/** There credentials are counted, here attempts: one with several models may have left some to the next. */
function refuseFurtherCredentials({ given: { config } }: Scene, { calls }: Life): void {
  const { max_retry_credentials: most = 0 } = config ?? {}
  const asked = new Set(calls.map(({ credential }) => credential)).size
  const isWide = new Set(calls.map(spelled)).size > asked
  if (most > 0 && asked > most && isWide) unmapped('a bound on credentials that attempts cannot keep')
}

const spelled = ({ credential, upstream }: Call): string => `${credential}|${upstream}`

/** What is said at the end about all requests of a case. */
export const ofAll: Readonly<Record<string, (lives: readonly Life[], want: unknown) => unknown>> = {
  attempt_counts: (lives) => lives.map(({ calls }) => counted(calls, ({ credential }) => credential)),
  attempt_total: (lives) => lives.map(({ calls }) => calls.length),
  attempt_last: (lives) => lives.map(({ calls }) => calls.at(-1)).map((call) => call && spelled(call)),
  attempt_total_between: (lives, want) =>
    (want as readonly (readonly [number, number])[]).map(([least, most], index) => {
      const total = lives[index]?.calls.length ?? 0
      return total >= least && total <= most ? [least, most] : total
    }),
}
