import { explain, healthOf, inspect, toJson } from '@router/core'
import { scenes } from '@router/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from './runs.js'

it('what keeps a target out of use stands in the rows of inspect with the same scope, class and end', () => {
  fc.assert(
    fc.property(scenes(), fc.nat(30_000), ({ policy, snapshot, now }, laterMs) => {
      const at = now + laterMs
      const rows = new Map(inspect(policy, snapshot, at).map((row) => [row.scope, row]))
      for (const { id, provider, model, scopes } of policy.targets.values()) {
        const { tiers } = explain(policy, snapshot, { id: 'r', model: `${provider}/${model}`, pin: { target: id } }, at)
        const candidate = tiers.flatMap(({ candidates }) => candidates).find(({ target }) => target === id)
        if (candidate === undefined) continue
        const states = Object.values(scopes).map((scope) => rows.get(scope)?.state ?? 'ok')
        if (candidate.eligible) expect(states.filter((state) => state !== 'ok' && state !== 'recovering')).toEqual([])
        else if ('key' in candidate.exclusion) {
          const { type, key } = candidate.exclusion
          const row = rows.get(key)
          expect(row?.state).toBe(type)
          if ('until' in candidate.exclusion)
            expect(row).toMatchObject({
              why: candidate.exclusion.class,
              until: candidate.exclusion.until,
              level: candidate.exclusion.level,
            })
        }
      }
    }),
    runs,
  )
})

it('the rows are sorted, plain JSON, only of scopes that the policy names, and only where something is going on', () => {
  fc.assert(
    fc.property(scenes(), ({ policy, snapshot, played, now }) => {
      const rows = inspect(policy, snapshot, now)
      expect(JSON.parse(JSON.stringify(rows))).toEqual(rows)
      const scopes = rows.map(({ scope }) => scope)
      expect(scopes).toEqual([...new Set(scopes)].toSorted())
      const held = new Set(toJson(healthOf(snapshot)).entries.map(([key]) => key))
      for (const { scope, state, inFlight, share } of rows) {
        expect(policy.scopes.has(scope)).toBe(true)
        expect(state === 'ok' ? inFlight > 0 || share > 0 : held.has(scope)).toBe(true)
      }
      const started = played.events.flatMap((event) => (event.type === 'attempt-started' ? [event.target] : []))
      const ended = played.events.flatMap((event) =>
        'target' in event &&
        event.type !== 'attempt-started' &&
        event.type !== 'attempt-committed' &&
        !('late' in event && event.late)
          ? [event.target]
          : [],
      )
      for (const { id, scopes: its } of policy.targets.values()) {
        const row = rows.find(({ scope }) => scope === its.target)
        const picked = started.filter((target) => target === id).length
        expect(row?.share ?? 0).toBe(picked / Math.max(1, started.length))
        expect(row?.inFlight ?? 0).toBe(picked - ended.filter((target) => target === id).length)
      }
      for (const kind of ['target', 'provider']) {
        const sum = rows.filter(({ scope }) => scope.startsWith(`${kind}:`)).reduce((all, { share }) => all + share, 0)
        expect(sum).toBeCloseTo(started.length === 0 ? 0 : 1)
      }
    }),
    runs,
  )
})
