import type { Strategy } from '@router/core'
import { askAndCompare, type Question } from './question.js'

/** A strategy of which nothing breaks: whatever it does besides narrowing counts as no opinion. `hear` is told every question. */
export function guarded(strategy: Strategy, hear: (question: Question) => void = () => undefined): Strategy {
  return strategy.map((preference) => ({
    name: preference.name,
    narrow: (candidates, context) => {
      const question = askAndCompare(preference, candidates, context)
      hear(question)
      const { answer } = question
      return answer.type === 'kept' ? candidates.filter((candidate) => answer.kept.includes(candidate)) : []
    },
  }))
}
