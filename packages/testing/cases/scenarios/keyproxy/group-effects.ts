import { type FailureClass, failureClasses, type PolicyInput } from '@router/core'
import { unmapped } from '../unmapped.js'
import type { Given } from './case.js'
import { classesOf, nameOf } from './words.js'

type Effects = NonNullable<PolicyInput['effects']>

/** What no group can override. */
const hardStops = ['authentication', 'forbidden', 'invalid_request', 'context_window_exceeded', 'cancelled']

/** What a group that states nothing goes on after. */
const usual = ['rate_limit', 'quota_exceeded', 'server_error', 'api_connection', 'unsupported_operation']

const otherNames: Readonly<Record<string, string>> = {
  auth: 'authentication',
  validation: 'invalid_request',
  bad_request: 'invalid_request',
  context_length: 'context_window_exceeded',
  quota: 'quota_exceeded',
  capacity: 'rate_limit',
  transient: 'server_error',
  network: 'api_connection',
  connection: 'api_connection',
  timeout: 'api_connection',
}

/** What a group says about going on: for members of one credential each, that is what a failure has for its effect. */
export function groupEffects({ group, targets }: Given, stream: boolean, known: Effects): Effects {
  if (group?.streaming === 'never' && stream) return withNext(known, () => false)
  if (group?.failover_on === undefined && group?.stop_on === undefined) return {}
  const { failover_on = usual, stop_on = [], members } = group
  const isWide = members.some(
    (member) => targets.filter(({ provider, model }) => member === `${provider}/${model}`).length > 1,
  )
  if (isWide) unmapped('a table for the next target besides that for the next credential')
  const goesOn = namesIn(failover_on)
  const stops = [...hardStops, ...namesIn(stop_on)]
  return withNext(known, (each) => !stops.includes(nameOf(each)) && goesOn.includes(nameOf(each)))
}

const withNext = (known: Effects, goesOn: (each: FailureClass) => boolean): Effects =>
  Object.fromEntries(failureClasses.map((each) => [each, { ...known[each], next: goesOn(each) ? 'failover' : 'stop' }]))

function namesIn(names: readonly string[]): readonly string[] {
  const proper = names.map((name) => otherNames[name] ?? name)
  for (const name of proper) classesOf(name)
  return proper
}
