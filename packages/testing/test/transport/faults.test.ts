import { transportLaws } from '@router/testing'
import { describe, expect, it } from 'vitest'
import { Call, transportOf } from './call.js'
import { faults } from './faults.js'

/** What the law says that tells each fault. */
const told: Readonly<Record<keyof typeof faults, readonly [law: string, says: RegExp]>> = {
  retriesAfterCommit: ['once the caller has content', /a is asked by #1, who has been given \[a1\.1\] already/],
  forgetsWhoLeft: [
    'how every attempt ends',
    /was never told what came of (it\n|attempt 1 at a\/default\/ma: it counts as under way for ever\n)where the caller leaves, report/,
  ],
  forgetsTimeouts: [
    'how every attempt ends',
    /core was never told what came of attempt \d at (a\/default\/ma|b\/default\/mb): it counts/,
  ],
  losesTheReason: ['its own reason', /#1 is handed Error: aborted\n(.*\n)*#1 is not handed its own reason/],
  mixesTwoAttempts: ['the bytes of one attempt', /#1 gets .*: the bytes of two attempts, [ab]1 and [abc][12]/],
  handsOverEarly: ['when core says so', /#1 is given \[a1\.1\] before core says 'deliver' or 'finish'/],
  endsCleanly: ['ends cleanly', /#1 reads to a clean end, and a1 broke off/],
  asksForTheAlias: ['core says who', /a is asked by #1 for the model "fast", and its target's is ma/],
  showsOneSecretToAll: [
    'core says who',
    /b is asked by #1 with the authorization "Bearer secret-of-a", which is not its/,
  ],
  followsRedirects: ['core says who', /is asked by #1 (twice|once), and core said so (once|never)/],
  asksOnceMore: ['core says who', /a is asked by #1 twice, and core said so once/],
  hasNoClocks: ['every request ends', /(falls silent|does not end)\n(.*\n)*#1 never ends/],
  quotesSecrets: ['a secret is in nothing', /the secret of [ab] is in (what #1 is told|the steps of #1): …/],
  leavesListeners: ['nothing is left', /a listener is left on the signal of #1/],
  dropsAnswers: ['nothing is left', /[ab] still sends an answer that nobody reads/],
  sleepsOn: ['every request ends', /> wait until \d+ms\n#1 aborts\n\n#1 never ends/],
  hidesFailures: ['ends cleanly', /#1 reads to a clean end, and got no content/],
  reportsTwice: ['core says who', /core refuses what it is told: ProtocolError: report 'succeeded' of attempt 1/],
  leavesRejections: ['nothing is left', /a rejection is unhandled: Error: of the background/],
}

describe('a transport by hand', () => {
  for (const { name, check } of transportLaws(transportOf(Call))) it(name, check)
})

describe.each(Object.entries(told))('the fault %s', (fault, [sentence, says]) => {
  it(`is told by the law '${sentence}', as a small transcript`, async () => {
    const laws = transportLaws(transportOf(faults[fault as keyof typeof faults]))
    const [law] = laws.filter(({ name }) => name.includes(sentence))
    const message = await law?.check().then(
      () => 'nothing',
      (error: Error) => error.message,
    )
    expect(message).toMatch(says)
    expect(message).toMatch(/^broken: .*\n\n\{"providers".*\n----\n(the secret.*\n)?#1 asks fast/)
    expect(message?.split('\n').length).toBeLessThanOrEqual(30)
  })
})
