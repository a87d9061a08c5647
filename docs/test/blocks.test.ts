import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Example, endingOf, exampleOf } from './blocks/example.js'
import { blocks, root } from './blocks/pages.js'
import { Printed } from './blocks/printed.js'
import { typeErrors } from './blocks/type-errors.js'

// Every example of README, docs and docstrings is a module: the compiler reads it, and unless it says why not, it runs.
const folder = join(root, `docs/node_modules/.cache/doc-blocks/${process.pid}`)
const examples = blocks.filter((block) => endingOf(block) !== undefined).map(exampleOf)
const run = examples.filter(({ notRun }) => notRun === undefined)
const read = examples.filter(({ notRun }) => notRun !== undefined)

const fileOf = ({ block }: Example): string =>
  join(folder, `${block.path.replaceAll('/', '~')}~${block.line}.${endingOf(block)}`)

let errors: ReadonlyMap<string, readonly string[]> = new Map()

beforeAll(() => {
  mkdirSync(folder, { recursive: true })
  const globals = join(folder, 'globals.d.mts')
  writeFileSync(globals, `declare global { function printedAt(line: number): Pick<Console, 'log'> }\nexport {}\n`)
  for (const example of examples) writeFileSync(fileOf(example), example.code)
  const typed = examples.map(fileOf).filter((path) => path.endsWith('.mts'))
  errors = typeErrors([...typed, globals])
  console.log(`${examples.length} examples: ${run.length} run, ${read.length} only type-checked`)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Says where on the page it happened: the lines of the module are the lines of the page. */
function located(error: unknown, example: Example): Error {
  const { stack = '', message } = error instanceof Error ? error : new Error(String(error))
  const line = stack.split(`${basename(fileOf(example))}:`)[1]?.split(':')[0] ?? example.block.line
  return new Error(`${example.block.path}:${line}: ${message}`, { cause: error })
}

function typesHold(example: Example): void {
  const found = (errors.get(fileOf(example)) ?? []).map((error) => `${example.block.path}:${error}`)
  expect(found, `${example.name} does not type-check`).toEqual([])
}

async function runs(example: Example): Promise<void> {
  const printed = new Printed()
  Object.assign(globalThis, { printedAt: (line: number) => printed.at(line) })
  await import(/* @vite-ignore */ fileOf(example)).catch((error: unknown) => {
    throw located(error, example)
  })
  for (const [line, expected] of example.expected) {
    const got = printed.differsFrom(line, expected)
    if (got !== undefined)
      expect.fail(`${example.block.path}:${line} printed ${got}, the page says ${expected.join('\n')}`)
  }
}

for (const example of run) {
  it(`${example.name} runs and prints what the page says`, async () => {
    typesHold(example)
    await runs(example)
  })
}

for (const example of read) {
  it(`${example.name} type-checks (not run: ${example.notRun})`, () => {
    typesHold(example)
    expect(example.notRun, `${example.name}: say why after 'not run:'`).not.toBe('')
  })
}

it('there are examples', () => {
  expect(run.length).toBeGreaterThan(0)
})
