import { expect, it } from 'vitest'
import { blocksOfPage, blocksOfSource } from './blocks/block.js'
import { exampleOf } from './blocks/example.js'
import { Printed } from './blocks/printed.js'

const example = (...lines: readonly string[]): ReturnType<typeof exampleOf> =>
  exampleOf({ path: 'page.md', line: 10, language: 'ts', code: lines.join('\n') })

it('a block of a page is found with the line of its first line of code', () => {
  expect(blocksOfPage('page.md', 'One\n\n```ts\nf()\ng()\n```\n\n  ```sh\n  npm test\n  ```\n')).toEqual([
    { path: 'page.md', line: 4, language: 'ts', code: 'f()\ng()' },
    { path: 'page.md', line: 9, language: 'sh', code: 'npm test' },
  ])
})

it('a block of a docstring is found, and a fence in the code around it is not', () => {
  const text =
    'const a = 1\n/**\n * Says a.\n *\n * ```ts\n * f()\n *   g()\n * ```\n */\nexport const f = `\n```ts\n`\n'
  expect(blocksOfSource('a.ts', text)).toEqual([{ path: 'a.ts', line: 6, language: 'ts', code: 'f()\n  g()' }])
})

it('a block without an end is refused', () => {
  expect(() => blocksOfPage('page.md', 'One\n```ts\nf()')).toThrow('page.md:2: this block has no end')
})

it('an arrow belongs to the console.log on its line, above it, or above other arrows', () => {
  const { expected, code } = example(
    'console.log(1) // → 1',
    'if (true) console.log(',
    '  2,',
    ') // → 2',
    'console.log(3)',
    '// → 3',
    '// → and more',
    'console.log(`// → 4`)',
  )
  expect([...expected]).toEqual([
    [10, ['1']],
    [11, ['2']],
    [14, ['3', 'and more']],
  ])
  expect(code.split('\n')[9]).toBe('printedAt(10).log(1) // → 1')
})

it('an arrow beside no console.log is refused, since nobody would check it', () => {
  expect(() => example('const a = 1', 'a + 1 // → 2')).toThrow('page.md:11')
})

it('a block says in its first line why it is not run', () => {
  expect(example('// not run: wants a key', 'f()').notRun).toBe('wants a key')
  expect(example('// not run:', 'f()').notRun).toBe('')
  expect(example('f()', '// not run: no').notRun).toBeUndefined()
})

it('what was printed may be written as text, as an object or as JSON, broken into lines or not', () => {
  const printed = new Printed()
  printed.at(1).log({ type: 'use', ids: ['a'] })
  printed.at(2).log('a', 1)
  for (const number of [1, 2]) printed.at(3).log(number)
  expect(printed.differsFrom(1, [`{ type: 'use', ids: [ 'a' ] }`])).toBeUndefined()
  expect(printed.differsFrom(1, ['{"type":"use",', '"ids":["a"]}'])).toBe(`{ type: 'use', ids: [ 'a' ] }`)
  expect(printed.differsFrom(1, ['{"type":"use","ids":["a"]}'])).toBeUndefined()
  expect(printed.differsFrom(2, ['a 1'])).toBeUndefined()
  expect(printed.differsFrom(3, ['1', '2'])).toBeUndefined()
  expect(printed.differsFrom(3, ['1'])).toBe('1\n2')
  expect(printed.differsFrom(4, ['1'])).toBe('nothing')
})
