import { wrong } from '../lib/check.js'
import { type Issue, keyPath } from '../lib/issue.js'
import type { Json } from '../words/json.js'
import type { Preference, Strategy } from './preference.js'
import type { NamedStrategy } from './strategies.js'
import type { StrategyInput, StrategyStep } from './strategy-input.js'

/** What an operator wrote as a strategy, or what is wrong with it. */
export interface ReadStrategy {
  readonly strategy: Strategy
  readonly issues: readonly Issue[]
}

/** Reads a strategy by the names that are known; input of the right shape. */
export function readStrategy(
  input: StrategyInput,
  known: ReadonlyMap<string, NamedStrategy>,
  path: string,
): ReadStrategy {
  const steps = isList(input)
    ? input.map((step, index) => readStep(step, known, `${path}[${index}]`))
    : [readStep(input, known, path)]
  return { strategy: steps.flatMap(({ strategy }) => strategy), issues: steps.flatMap(({ issues }) => issues) }
}

function readStep(step: StrategyStep, known: ReadonlyMap<string, NamedStrategy>, path: string): ReadStrategy {
  const [key, ...more] = typeof step === 'string' ? [step] : Object.keys(step)
  if (key === undefined || more.length > 0) return broken(wrong(path, 'must have one key: the name of a strategy'))
  const named = known.get(key.trim())
  if (named === undefined)
    return broken(wrong(path, `unknown strategy ${JSON.stringify(key)}; known are ${[...known.keys()].join(', ')}`))
  if (typeof step === 'string') return made(named, null, path)
  const at = keyPath(path, key)
  return typeof named === 'function' ? made(named, step[key] ?? null, at) : broken(wrong(at, 'takes no parameter'))
}

function made(named: NamedStrategy, parameter: Json, path: string): ReadStrategy {
  if (typeof named !== 'function') return { strategy: listOf(named), issues: [] }
  const issues = named.parameter?.(parameter, path) ?? []
  if (issues.length > 0) return broken(issues)
  try {
    return { strategy: listOf(named(parameter)), issues: [] }
  } catch (error) {
    return broken(wrong(path, error instanceof Error ? error.message : String(error)))
  }
}

const broken = (issues: readonly Issue[]): ReadStrategy => ({ strategy: [], issues })

const listOf = (named: Strategy | Preference): Strategy => [named].flat()

const isList = (input: StrategyInput): input is readonly StrategyStep[] => Array.isArray(input)
