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
  const reading = readReply(reply, operation)
  if (reading === undefined) return undefined
  const answered = reply.type === 'response' || reply.type === 'stream-event'
  return judge(answered ? [tableOf(target.vendor, target.dialect), meanings, http] : [network], reading, now)
}
