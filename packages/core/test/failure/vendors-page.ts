import { readdirSync, readFileSync } from 'node:fs'
import type { Table } from '../../src/failure/table.js'
import { http } from '../../src/failure/vendors/http.js'
import { tables } from '../../src/failure/vendors/index.js'
import { meanings } from '../../src/failure/vendors/meanings.js'
import { network } from '../../src/failure/vendors/network.js'

const vendors = new URL('../../src/failure/vendors/', import.meta.url)

/** The table that a file of `vendors/` exports, by its source and its module. */
async function tableIn(file: string): Promise<{ readonly about: string; readonly table: Table } | undefined> {
  const source = readFileSync(new URL(file, vendors), 'utf8')
  const [, about = '', name = ''] =
    /\/\*\*\s*((?:(?!\*\/)[\s\S])*?)\s*\*\/\s*export const (\w+): Table/.exec(source) ?? []
  const module = (await import(new URL(file, vendors).href)) as Readonly<Record<string, Table | undefined>>
  const table = module[name]
  return table && { about: about.replace(/\s*\n?\s*\* /g, ' ').trim(), table }
}

/** The page about vendors, as the tables have it. */
export async function vendorsPage(): Promise<string> {
  const found = await Promise.all(readdirSync(vendors).toSorted().map(tableIn))
  const described = found.filter((each) => each !== undefined)
  const order: readonly Table[] = [...tables, meanings, http, network]
  const sections = described
    .toSorted((a, b) => order.indexOf(a.table) - order.indexOf(b.table))
    .map(({ about, table }) => sectionOf(about, table))
  return [head, ...sections, ''].join('\n\n')
}

function sectionOf(about: string, { name, rows, scopes, relays }: Table): string {
  const list = Object.entries(scopes ?? {}).map(
    ([kind, scope]) => `\`${kind}\` blames the ${scope} where the reply names nobody.`,
  )
  const relayed = relays === undefined ? [] : [`What says ${orOf(relays)} is blamed on the model.`]
  const table = ['| reply | is |', '|---|---|', ...rows.map(lineOf)]
  return [
    `## ${name.split('|').join(', ')}`,
    [about, ...list, ...relayed].join(' '),
    ...(rows.length === 0 ? [] : [table.join('\n')]),
  ].join('\n\n')
}

function lineOf(row: Table['rows'][number]): string {
  const conditions = row.slice(0, -1).map(inWords)
  const [kind = '', scope, effect] = String(row.at(-1)).split(' ')
  const verdict = [
    kind,
    ...(scope === undefined ? [] : [`of the ${scope}`]),
    ...(effect === undefined ? [] : [`(${effect})`]),
  ]
  return `| ${conditions.length === 0 ? 'anything else' : conditions.join(', ')} | ${verdict.join(' ')} |`
}

function inWords(condition: string): string {
  const rest = condition.slice(1)
  if (condition.startsWith('!')) return `not ${inWords(rest)}`
  if (condition.startsWith('#')) return `code ${orOf(rest)}`
  if (condition.startsWith('@')) return `wait ${orOf(rest)}`
  if (/^[\d|-]+$/.test(condition)) return orOf(condition)
  const [first = '', sign, second] = condition.split(/ ([~…]) /)
  return second === undefined
    ? `says ${orOf(first)}`
    : `says ${orOf(first)}${sign === '~' ? ' near ' : ' before '}${orOf(second)}`
}

const orOf = (options: string): string =>
  options
    .split('|')
    .map((option) => `\`${option.trim()}\``)
    .join(' or ')

const head = `# Vendors

What a reply means is read from tables: the vendor's own, then the common meanings, then HTTP; of what is no reply, the table of the
network. In each the first line that fits judges, and \`Failure.rule\` says which table it was and what was found.

Words are compared as plain words: \`rate_limit_exceeded\`, \`RateLimitExceeded\` and "Rate limit exceeded" are the same, and
a word that is given here is the beginning of one there. "Near" and "before" are at most 64 characters within one sentence.
A status of 0 is an error inside a success that names none. \`page\` is a page for browsers, \`silent\` an empty body; the name of a header
stands for one that says \`rejected\`. A wait is \`short\` under an hour. A model that is "gone" cools for 12 hours.

A vendor is chosen by \`vendor\` in the policy, or else by the id of the provider; an unknown one is read by the table of its dialect.

## Adding one

A vendor is one small file with one table. Hand it to the policy as a rule, and it is asked about every provider
(or \`vendor\`) of its name before all that follows here:

\`\`\`ts
import { classify, definePolicy, type Table, tableRule } from '@router/core'

const acme: Table = {
  name: 'acme',
  rows: [
    ['#4101|4102', 'quota-exhausted'],
    ['429', 'slot ~ taken|busy', 'rate-limited credential'],
    ['404', 'retired', 'model-unsupported model gone'],
  ],
}
const policy = definePolicy({ providers: { acme: { models: ['m'] } } }, { rules: { acme: tableRule(acme) } })
const [target] = policy.targets.values()
const reply = { type: 'response', status: 429, headers: {}, body: '{"error":"every slot is taken"}' } as const
const failure = classify(policy, reply, { target: target!, now: 0 })
console.log(failure?.class, failure?.scope, failure?.rule) // → rate-limited credential acme: 429 slot … taken
\`\`\`

A line is its conditions and then its verdict: the class, whom it blames if not the default of the class, and \`gone\`,
\`elsewhere\` or \`again\` where the class does not decide what follows. \`429\` and \`400|500-599\` ask for the status, \`#4101\` for a machine
word, \`@none|short|long\` for the stated wait; \`!\` negates; whatever else asks for words, \`a|b … c|d\` for two in this order and
\`a|b ~ c|d\` for two in either. To build one in, put the file into \`packages/core/src/failure/vendors/\` and its name into the list there.`
