import { expect, it } from 'vitest'
import { loadOperatorsFile } from '../examples/operators-file/load.js'
import { checkOperatorsFile } from '../examples/operators-file/operators-file.js'
import { withSecrets } from '../examples/operators-file/secrets.js'
import { root } from './blocks/pages.js'

const policy = {
  providers: { openai: { credentials: ['key-1', 'key-2'] }, local: {} },
  aliases: { fast: { targets: ['openai/gpt-4o', 'local/llama'] } },
}
const openai = {
  baseUrl: 'https://api.openai.com/v1',
  credentials: { 'key-1': { env: 'KEY_1' }, 'key-2': { env: 'KEY_2' } },
}
const local = { baseUrl: 'http://127.0.0.1:11434/v1', credentials: { default: { env: 'KEY_3' } } }
const right = { policy, upstreams: { openai, local } }

/** The paths of the mistakes in a file. */
function pathsOf(input: unknown): readonly string[] {
  const checked = checkOperatorsFile(input)
  return 'issues' in checked ? checked.issues.map(({ path }) => path) : []
}

it("the demo's own file is right, and holds no secret", () => {
  const loaded = loadOperatorsFile(`${root}/docs/examples/demo/operators-file.json`)
  expect(loaded).toMatchObject({ value: { warnings: [] } })
})

it('a right file gives its policy and its upstreams', () => {
  const checked = checkOperatorsFile(right)
  expect('value' in checked && [...checked.value.policy.targets.keys()]).toEqual([
    'openai/key-1/gpt-4o',
    'openai/key-2/gpt-4o',
    'local/default/llama',
  ])
})

it.each<readonly [what: string, input: unknown, paths: readonly string[]]>([
  ['no object', [], ['(root)']],
  ['nothing', {}, ['policy.providers']],
  ['no upstreams', { policy }, ['upstreams']],
  ['another key', { ...right, keys: {} }, ['keys']],
  [
    'mistakes in the policy',
    { ...right, policy: { providers: { openai: { wieght: 1 } } } },
    ['policy.providers.openai.wieght'],
  ],
  ['a provider that is nowhere', { policy, upstreams: { openai } }, ['upstreams.local']],
  ['an upstream of nobody', { policy, upstreams: { openai, local, groq: local } }, ['upstreams.groq']],
  [
    'several mistakes',
    { policy, upstreams: { openai: { baseUrl: 'ftp://x' }, local: { ...local, key: 'x' } } },
    ['upstreams.openai.baseUrl', 'upstreams.openai.credentials', 'upstreams.local.key'],
  ],
  [
    'a credential without its variable',
    { policy, upstreams: { local, openai: { ...openai, credentials: { 'key-1': { env: 'KEY_1' } } } } },
    ['upstreams.openai.credentials.key-2'],
  ],
  [
    'a credential of nobody',
    { policy, upstreams: { openai, local: { ...local, credentials: { default: { env: 'K' }, other: { env: 'K' } } } } },
    ['upstreams.local.credentials.other'],
  ],
  [
    'a URL with a password',
    { policy, upstreams: { openai, local: { ...local, baseUrl: 'http://me:pw@host/v1' } } },
    ['upstreams.local.baseUrl'],
  ],
  [
    'a secret in place of a variable',
    { policy, upstreams: { openai, local: { ...local, credentials: { default: 'sk-1' } } } },
    ['upstreams.local.credentials.default'],
  ],
])('%s: each mistake is named by its path', (_, input, paths) => {
  expect(pathsOf(input)).toEqual(paths)
})

it('a secret that somebody wrote into the file is refused and never repeated', () => {
  const upstreams = {
    openai,
    local: { baseUrl: 'http://u:sk-secret@host', credentials: { default: { env: 'sk-secret' } } },
  }
  const checked = checkOperatorsFile({ policy, upstreams })
  expect('issues' in checked && checked.issues.length).toBe(2)
  expect(JSON.stringify(checked)).not.toContain('sk-secret')
})

it('secrets come from the environment, and every variable that is not set is named', () => {
  const { upstreams } = right
  expect(withSecrets(upstreams, { KEY_1: 'a', KEY_2: ' b\n', KEY_3: 'c' })).toEqual({
    value: {
      openai: { baseUrl: openai.baseUrl, credentials: { 'key-1': 'a', 'key-2': 'b' } },
      local: { baseUrl: local.baseUrl, credentials: { default: 'c' } },
    },
  })
  const missing = withSecrets(upstreams, { KEY_1: 'a', KEY_3: ' ' })
  expect('issues' in missing && missing.issues.map(({ message }) => message)).toEqual([
    'the environment variable KEY_2 is not set: export it, or take key-2 out of the file',
    'the environment variable KEY_3 is not set: export it, or take default out of the file',
  ])
})
