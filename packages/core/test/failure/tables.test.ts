import { describe, expect, it } from 'vitest'
import { failureClasses } from '../../src/failure/failure-class.js'
import { phraseFinder } from '../../src/failure/phrase-finder.js'
import { plainWords } from '../../src/failure/plain-words.js'
import type { Table } from '../../src/failure/table.js'
import { http } from '../../src/failure/vendors/http.js'
import { tables, vendorTables } from '../../src/failure/vendors/index.js'
import { meanings } from '../../src/failure/vendors/meanings.js'
import { network } from '../../src/failure/vendors/network.js'

const all: readonly Table[] = [...tables, meanings, http, network]

it.each([
  'openai', 'azure', 'codex', 'anthropic', 'claude', 'claude-oauth', 'google', 'gemini', 'vertex', 'cloudcode', 'gemini-cli', 'bedrock',
  'openrouter', 'groq', 'mistral', 'cohere', 'deepseek', 'xai', 'moonshot', 'zhipu', 'qwen', 'dashscope', 'minimax', 'cerebras',
  'together', 'fireworks', 'perplexity', 'sambanova', 'github-models', 'github-copilot', 'huggingface', 'nvidia', 'ollama', 'vllm',
  'llama.cpp', 'lmstudio', 'new-api', 'opencode', 'cloudflare', 'nginx', 'envoy', 'proxy',
])('a policy may name the vendor %s', (name) => {
  expect(vendorTables.has(name)).toBe(true)
}) // biome-ignore format: a list of names

it('no two tables go by the same name', () => {
  const names = tables.flatMap(({ name }) => name.split('|'))
  expect(new Set(names).size).toBe(names.length)
})

it('whatever is not OK over HTTP has a line of its own or falls to the last one of HTTP', () => {
  expect(http.rows.at(-1)).toHaveLength(1)
  expect(network.rows.at(-1)).toHaveLength(1)
})

describe.each(all.map((table) => [table.name.split('|')[0] ?? '', table] as const))('the table %s', (_, { rows }) => {
  it('ends every line in a verdict', () => {
    for (const row of rows) expect(failureClasses).toContain(String(row.at(-1)).split(' ')[0])
  })

  it('has no line after one without conditions', () => {
    expect(rows.slice(0, -1).filter((row) => row.length === 1)).toEqual([])
  })

  it('says nothing twice: no literal of a list is found in another one of it', () => {
    const texts = rows.flatMap((row) => row.slice(0, -1)).filter((condition) => !/^!?[#@\d]/.test(condition))
    const groups = texts.flatMap((text) => text.replace(/^!/, '').split(/ [~…] /)).map((group) => group.split('|'))
    const needless = groups.flatMap((group) =>
      group.filter((literal, at) => group.some((other, place) => place !== at && contains(literal, other))),
    )
    expect(needless).toEqual([])
  })
})

const contains = (text: string, literal: string): boolean => phraseFinder([literal])(plainWords(text)).size > 0
