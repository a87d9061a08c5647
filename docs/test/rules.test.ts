import { dirname, join, normalize } from 'node:path'
import { classify, definePolicy, type Effect, type FailureClass, failureClasses } from '@router/core'
import { expect, it } from 'vitest'
import { textOf } from './blocks/pages.js'
import { expectPrinted, spoken, tableOf } from './printed-part.js'

const page = 'docs/rules.md'
const count = 33

interface Section {
  readonly number: number
  readonly text: string
}

/** The section of each rule: from its heading to the next heading. */
const sections: readonly Section[] = textOf(page)
  .split(/^(?=#{2,3} )/m)
  .flatMap((text) => {
    const [, number] = /^### (\d+)\. \S/.exec(text) ?? []
    return number === undefined ? [] : { number: Number(number), text }
  })

/** The files that a rule's line `Held by` links to, by their path from the top of the repository. */
const holdersOf = ({ text }: Section): readonly string[] =>
  [...(/^Held by .*(?:\n.+)*/m.exec(text)?.[0] ?? '').matchAll(/\]\(([^)\s#]+)[^)]*\)/g)].map(([, link = '']) =>
    normalize(join(dirname(page), link)),
  )

it(`every rule from 1 to ${count} has a section of its own, in order`, () => {
  expect(sections.map(({ number }) => number)).toEqual(Array.from({ length: count }, (_, index) => index + 1))
})

it.each(sections.map((section) => [section.number, section] as const))(
  'rule %i names the tests that hold it, and they are there',
  (_, section) => {
    const holders = holdersOf(section)
    expect(holders.length).toBeGreaterThan(0)
    for (const path of holders) {
      expect(path).toMatch(/^packages\/[^/]+\/test\//)
      expect(textOf(path)).toMatch(path.endsWith('.txt') ? /^----$/m : /\bit(?:\.each)?\(/)
    }
  },
)

it('the table of failure classes is what core does where neither reply nor policy says otherwise', () => {
  const titles = ['class', 'default scope', 'next', 'same-target retries', 'cooldown']
  expectPrinted(page, 'classes', tableOf([titles, ...failureClasses.map(rowOf)]))
})

function rowOf(failureClass: FailureClass): readonly string[] {
  const policy = definePolicy({
    providers: { any: { models: ['m'] } },
    // A rule that names a class and nobody to blame takes the class's own scope.
    rules: [{ status: 200, class: failureClass }],
  })
  const [target] = policy.targets.values()
  if (target === undefined) throw new Error('the policy has a target')
  const reply = { type: 'response', status: 200, headers: {}, body: '' } as const
  const { next, sameTargetRetries, cooldown } = policy.effects[failureClass]
  const scope = classify(policy, reply, { target, now: 0 })?.scope ?? 'nobody'
  return [failureClass, scope, next, String(sameTargetRetries), cooldownText(cooldown)]
}

function cooldownText(cooldown: Effect['cooldown']): string {
  if (cooldown === 'none') return 'none'
  if (cooldown === 'suspend') return 'until an operator resumes it'
  const { firstMs, factor, capMs, fromIncident = 1 } = cooldown
  const from = fromIncident === 1 ? '' : `from incident ${fromIncident} on `
  return `the hint, else ${from}${spoken(firstMs)}${factor === 1 ? '' : `, ×${factor} up to ${spoken(capMs)}`}`
}
