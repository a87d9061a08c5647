import type { Reply } from '../words/reply.js'
import type { Failure, RuleContext } from './failure.js'
import { judge } from './judge.js'
import { readReply } from './reading.js'
import { http } from './vendors/http.js'
import { tableOf } from './vendors/index.js'
import { meanings } from './vendors/meanings.js'
import { network } from './vendors/network.js'

/** What the tables say, without any rule of the operator: the vendor's, then the common meanings, then HTTP; `undefined`: a success. */
export function builtInJudgement(reply: Reply, { target, now, operation }: RuleContext): Failure | undefined {
  const reading = readReply(reply)
  if (reading === undefined) return undefined
  const answered = reply.type === 'response' || reply.type === 'stream-event'
  const failure = judge(answered ? [tableOf(target.vendor, target.dialect), meanings, http] : [network], reading, now)
  // Whoever has no route to count by generates all the same: such a 404 is no mark against the target (rule 15).
  return operation === 'count' && failure?.rule === 'http: 404' ? { ...failure, scope: 'request' } : failure
}
