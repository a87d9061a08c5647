import { classify } from '../failure/classify.js'
import type { Failure } from '../failure/failure.js'
import type { Reply } from '../words/reply.js'
import type { Target } from '../words/target.js'
import type { Progress } from './progress.js'

/** What the rules say of a reply that the shell calls a failure; one that no rule blames is a broken stream (rule 28). */
export function judge({ policy, execution, now }: Progress, target: Target, reply: Reply): Failure {
  const { operation } = execution.request
  return classify(policy, reply, operation === undefined ? { target, now } : { target, now, operation }) ?? unblamed
}

const unblamed: Failure = {
  class: 'stream-broken',
  scope: 'target',
  rule: 'protocol: failed, yet no rule blames the reply',
}
