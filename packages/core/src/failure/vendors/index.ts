import type { Dialect } from '../../words/route-request.js'
import type { Table } from '../table.js'
import { anthropic } from './anthropic.js'
import { bedrock } from './bedrock.js'
import { cerebras } from './cerebras.js'
import { github } from './github.js'
import { google } from './google.js'
import { openai } from './openai.js'
import { opencode } from './opencode.js'
import { openrouter } from './openrouter.js'
import { perAccount } from './per-account.js'
import { qwen } from './qwen.js'
import { zhipu } from './zhipu.js'

const names: readonly (readonly [table: Table, ...names: string[]])[] = [
  [openai, 'openai', 'azure', 'codex'],
  [anthropic, 'anthropic', 'claude', 'claude-oauth'],
  [google, 'google', 'gemini', 'gemini-cli', 'vertex'],
  [bedrock, 'bedrock'],
  [cerebras, 'cerebras'],
  [github, 'github', 'github-copilot', 'github-models'],
  [opencode, 'opencode', 'opencode-zen'],
  [openrouter, 'openrouter'],
  [qwen, 'qwen', 'dashscope'],
  [zhipu, 'zhipu', 'glm', 'z-ai'],
  ...['deepseek', 'mistral', 'moonshot', 'nvidia', 'nvidia-nim'].map((name) => [perAccount(name), name] as const),
]

/** The tables of the vendors by every name that a policy may give as `vendor`, the three dialects among them. */
export const vendorTables: ReadonlyMap<string, Table> = new Map(
  names.flatMap(([table, ...known]) => known.map((name) => [name, table] as const)),
)

/** The table that reads the replies of a vendor; of an unknown one, the table of whoever its dialect is named for. */
export function tableOf(vendor: string, dialect: Dialect): Table {
  return vendorTables.get(vendor) ?? vendorTables.get(dialect) ?? openai
}
