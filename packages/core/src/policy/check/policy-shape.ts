import { defaultEffects, type Effect } from '../../failure/effect.js'
import { failureClasses } from '../../failure/failure-class.js'
import {
  type Check,
  flag,
  json,
  list,
  listOr,
  number,
  object,
  oneOf,
  record,
  textLike,
  textOr,
  withDefault,
} from '../../lib/check.js'
import { name, nameCharacter, nameWithout } from '../../lib/name-check.js'
import { hours, minutes, seconds } from '../../words/time.js'
import type {
  AliasInput,
  AliasTargetInput,
  CredentialInput,
  ModelInput,
  PolicyInput,
  ProviderInput,
} from '../policy-input.js'
import { userRule } from './user-rule-shape.js'

// What an operator may write, and what it means where nothing is written: checks, defaults and the JSON Schema are all
// made of this one description.

const whole = (min: number, max?: number): Check => number({ min, whole: true, ...(max === undefined ? {} : { max }) })

/** A length of time: at most a year, so that no sum overflows. */
const length = number({ max: hours(24 * 366) })
const ms = (byDefault: number): Check => withDefault(length, byDefault)

const dialect = oneOf('openai', 'anthropic', 'gemini')
const tier = withDefault(whole(0), 0)
const weight = withDefault(number({ max: 1_000_000 }), 1)
const labels = record(json, name)
const names = list(name)

/** A model at a provider: `provider/model`, split at the first slash. */
const providerModel = textLike(
  new RegExp(`^(?=[^/]*[^/\\s])${nameCharacter('/')}{1,256}/(?=[\\s\\S]*\\S)${nameCharacter('')}{1,256}$`),
  'provider/model',
)

/** One secret, by id. */
export const credential: Check = object({
  tier,
  weight,
  revision: nameWithout('/'),
  refreshable: withDefault(flag, false),
  cooldowns: flag,
  maxInFlight: whole(1),
} satisfies Record<keyof CredentialInput, Check>)

const credentialId = nameWithout('/#')

/** One model. */
export const model: Check = object({
  contextTokens: whole(1),
  operations: names,
  capabilities: names,
  labels: withDefault(labels, {}),
} satisfies Record<keyof ModelInput, Check>)

/** One vendor endpoint. */
export const provider: Check = object({
  dialect: withDefault(dialect, 'openai'),
  vendor: name,
  nativePrefixes: names,
  credentials: withDefault(listOr(list(credentialId), record(credential, credentialId)), ['default']),
  cooldowns: withDefault(flag, true),
  models: withDefault(listOr(names, record(model, name)), []),
} satisfies Record<keyof ProviderInput, Check>)

/** One target of an alias, spelled out. */
export const aliasTarget: Check = object(
  { provider: name, model: name, credential: name, tier, weight, labels } satisfies Record<
    keyof AliasTargetInput,
    Check
  >,
  ['provider', 'model'],
)

/** One target of an alias, or its short form. */
export const aliasEntry: Check = textOr(providerModel, aliasTarget)

const strategyStep = textOr(name, record(json, name))

/** How to choose inside a tier; which names there are is for `readStrategy` to say. */
export const strategy: Check = listOr(list(strategyStep), strategyStep)

const alias = object(
  {
    targets: list(aliasEntry),
    strategy: withDefault(strategy, 'round-robin'),
    fallback: withDefault(names, []),
    largerContext: name,
    nativeFirst: withDefault(flag, false),
  } satisfies Record<keyof AliasInput, Check>,
  ['targets'],
)

const ladder = object(
  { firstMs: length, factor: number({ min: 1, max: 1_000 }), capMs: length, fromIncident: whole(1) },
  ['firstMs', 'factor', 'capMs'],
)

const effect = (byDefault: Effect): Check =>
  object({
    next: withDefault(oneOf('failover', 'larger-context', 'stop'), byDefault.next),
    sameTargetRetries: withDefault(whole(0, 100), byDefault.sameTargetRetries),
    cooldown: withDefault(textOr(oneOf('none', 'suspend'), ladder), byDefault.cooldown),
  } satisfies Record<keyof Effect, Check>)

/** What a policy input must look like before anything in it can mean something (rule 3). */
export const policyShape: Check = object(
  {
    providers: record(provider, nameWithout('/')),
    aliases: withDefault(record(alias, name), {}),
    groups: withDefault(list(list(providerModel)), []),
    rules: withDefault(list(userRule), []),
    effects: object(Object.fromEntries(failureClasses.map((each) => [each, effect(defaultEffects[each])]))),
    budget: object({
      attempts: whole(1),
      sameTargetRetries: whole(0),
      deadlineMs: length,
      minAttemptMs: ms(100),
    }),
    patience: object({ totalMs: ms(seconds(10)), sameTargetMs: ms(0) }),
    retryTokens: object({
      ratio: withDefault(number({ max: 1_000 }), 0.2),
      burst: withDefault(number({ max: 1_000_000 }), 10),
    }),
    timeouts: object({
      connectMs: ms(seconds(5)),
      firstByteMs: ms(seconds(60)),
      firstContentMs: ms(seconds(60)),
      idleMs: ms(seconds(60)),
      totalMs: ms(seconds(600)),
    }),
    whenAllCooling: withDefault(oneOf('sensible', 'wait', 'fail', 'try-soonest'), 'sensible'),
    commit: withDefault(oneOf('first-content', 'first-byte', 'complete'), 'first-content'),
    probe: object({ fromMs: ms(seconds(10)), leaseMs: ms(seconds(10)), trustMs: ms(minutes(15)) }),
    maxCooldownMs: ms(hours(24)),
  } satisfies Record<keyof PolicyInput, Check>,
  ['providers'],
)
