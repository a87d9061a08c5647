import { scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { plainRequests } from './plain-requests.js'
import { runs } from './runs.js'

it('a request that pins a target, a credential or a provider is served there or not at all', () => {
  const pins = fc.record({ kind: fc.constantFrom('target', 'provider', 'credential'), target: fc.nat(20) })
  const requests = fc
    .record({ plain: plainRequests, pin: pins, name: fc.nat(20) })
    .map(({ plain, pin, name }) => ({ ...plain, pin, name }))
  fc.assert(
    fc.property(scenes({ requests }), ({ played }) => {
      for (const { request, step } of played.steps) {
        if (step.command.type !== 'attempt') continue
        const { id: target, credential, provider } = step.command.target
        expect({ target, credential, provider }).toMatchObject(request.pin ?? {})
      }
    }),
    runs,
  )
})
