import { advance, begin, type Policy, type Report, type Step, type Store } from '@router/core'
import type { ScheduledWorld, Serve } from './interleave.js'

const down = { type: 'response', status: 503, headers: {}, body: '' } as const

/**
 * Executions of core over one store, for a schedule: the targets of the world are those of the policy, and the way to the
 * store takes time, too. So a store can be tried under every interleaving.
 */
export function executionsOver(policy: Policy, name: string, store: Store): (world: ScheduledWorld) => Serve {
  return ({ ask, pause }) =>
    async (id) => {
      const take = async (change: (snapshot: Step['snapshot']) => Step): Promise<Step> => {
        await pause('the way to the store', id)
        return await store.swap(change)
      }
      let now = 0
      let step = await take((snapshot) => begin(policy, snapshot, { id, model: name }, now))
      for (;;) {
        const { command, execution } = step
        if (command.type === 'finish') return
        if (command.type === 'fail') throw new Error(command.error.why)
        const report: Report =
          command.type === 'attempt'
            ? await ask(command.target.id, id).then(
                () => ({ type: 'succeeded', number: command.number }) as const,
                () => ({ type: 'failed', number: command.number, reply: down }) as const,
              )
            : command.type === 'wait'
              ? { type: 'woke' }
              : { type: 'succeeded', number: command.number }
        if (command.type === 'wait') now = command.until
        step = await take((snapshot) => advance(policy, snapshot, execution, report, now))
      }
    }
}
