import { wrong } from '../lib/check.js'
import { type Issue, keyPath } from '../lib/issue.js'
import type { Json } from '../words/json.js'
import type { Preference, Strategy } from './preference.js'
import type { NamedStrategy, StrategyMaker } from './strategies.js'
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
  if (key === undefined || more.length > 0) return broken(path, 'must have one key: the name of a strategy')
  const named = known.get(key.trim())
  if (named === undefined)
    return broken(path, `unknown strategy ${JSON.stringify(key)}; known are ${[...known.keys()].join(', ')}`)
  const at = keyPath(path, key)
  if (typeof step === 'string') return made(named, null, at)
  return typeof named === 'function' ? made(named, step[key] ?? null, at) : broken(at, 'takes no parameter')
}

function made(named: NamedStrategy, parameter: Json, path: string): ReadStrategy {
  try {
    const issues = (named as StrategyMaker | null)?.parameter?.(parameter, path) ?? []
    if (issues.length > 0) return { strategy: [], issues }
    const strategy = listOf(typeof named === 'function' ? named(parameter) : named)
    return strategy.every((each) => each?.narrow) ? { strategy, issues } : broken(path, 'must be made of preferences')
  } catch (error) {
    return broken(path, String((error as Error | null)?.message ?? error))
  }
}

const broken = (path: string, message: string): ReadStrategy => ({ strategy: [], issues: wrong(path, message) })

const listOf = (named: Strategy | Preference): Strategy => [named].flat()

const isList = (input: StrategyInput): input is readonly StrategyStep[] => Array.isArray(input)
