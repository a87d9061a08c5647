import { failureClasses } from '../../failure/failure-class.js'
import { userRuleIssues } from '../../failure/user-rule.js'
import {
  anything,
  type Check,
  flag,
  list,
  listOr,
  milliseconds,
  name,
  nameWithout,
  number,
  object,
  oneOf,
  record,
  text,
  textOr,
} from '../../lib/check.js'

const dialect = oneOf('openai', 'anthropic', 'gemini')
const tier = number({ whole: true })
const weight = number({ max: 1_000_000 })
const labels = record(anything)

const providerModel: Check = (value, path) => {
  if (typeof value !== 'string' || value.trim() === '') return name(value, path)
  const slash = value.indexOf('/')
  const [provider, model] = [value.slice(0, Math.max(0, slash)), value.slice(slash + 1)]
  if (provider.trim() === '' || model.trim() === '')
    return [{ path, message: `must be provider/model, is ${JSON.stringify(value)}` }]
  return [...name(provider, path), ...name(model, path)]
}

const ladder = object(
  {
    firstMs: milliseconds,
    factor: number({ min: 1, max: 1_000 }),
    capMs: milliseconds,
    fromIncident: number({ min: 1, whole: true }),
  },
  ['firstMs', 'factor', 'capMs'],
)

const effect = object({
  next: oneOf('failover', 'larger-context', 'stop'),
  sameTargetRetries: number({ whole: true, max: 100 }),
  cooldown: textOr(oneOf('none', 'suspend'), ladder),
})

const credential = object({
  tier,
  weight,
  revision: nameWithout('/'),
  refreshable: flag,
  cooldowns: flag,
  maxInFlight: number({ min: 1, whole: true }),
})
const credentialId = nameWithout('/#')

const model = object({
  contextTokens: number({ min: 1, whole: true }),
  operations: list(name),
  capabilities: list(name),
  labels,
})

const provider = object({
  dialect,
  vendor: name,
  nativePrefixes: list(name),
  credentials: listOr(list(credentialId), record(credential, credentialId)),
  cooldowns: flag,
  models: listOr(list(name), record(model)),
})

const aliasTarget = object({ provider: name, model: name, credential: name, tier, weight, labels }, [
  'provider',
  'model',
])

const alias = object(
  {
    targets: list(textOr(providerModel, aliasTarget)),
    strategy: textOr(text, list(text)),
    fallback: list(name),
    largerContext: name,
    nativeFirst: flag,
  },
  ['targets'],
)

/** What a policy input must look like before anything in it can mean something (rule 3). */
export const policyShape: Check = object(
  {
    providers: record(provider, nameWithout('/')),
    aliases: record(alias),
    groups: list(list(providerModel)),
    rules: list(userRuleIssues),
    effects: object(Object.fromEntries(failureClasses.map((each) => [each, effect]))),
    budget: object({
      attempts: number({ min: 1, whole: true }),
      sameTargetRetries: number({ whole: true }),
      deadlineMs: milliseconds,
      minAttemptMs: milliseconds,
    }),
    patience: object({ totalMs: milliseconds, sameTargetMs: milliseconds }),
    retryTokens: object({ ratio: number({ max: 1_000 }), burst: number({ max: 1_000_000 }) }),
    timeouts: object({
      connectMs: milliseconds,
      firstByteMs: milliseconds,
      firstContentMs: milliseconds,
      idleMs: milliseconds,
      totalMs: milliseconds,
    }),
    whenAllCooling: oneOf('sensible', 'wait', 'fail', 'try-soonest'),
    commit: oneOf('first-content', 'first-byte', 'complete'),
    probe: object({ fromMs: milliseconds, leaseMs: milliseconds, trustMs: milliseconds }),
    maxCooldownMs: milliseconds,
  },
  ['providers'],
)
