import type { Dialect } from '../../words/route-request.js'
import type { Table } from '../table.js'
import { anthropic } from './anthropic.js'
import { bedrock } from './bedrock.js'
import { cerebras } from './cerebras.js'
import { github } from './github.js'
import { google } from './google.js'
import { minimax } from './minimax.js'
import { openai } from './openai.js'
import { opencode } from './opencode.js'
import { openrouter } from './openrouter.js'
import { perAccount } from './per-account.js'
import { plain } from './plain.js'
import { qwen } from './qwen.js'
import { zhipu } from './zhipu.js'

/** Every vendor's table, in the order of `docs/vendors.md`. */
export const tables: readonly Table[] = [
  openai,
  anthropic,
  google,
  bedrock,
  openrouter,
  opencode,
  github,
  cerebras,
  qwen,
  zhipu,
  minimax,
  perAccount,
  plain,
]

/** The tables of the vendors by every name that a policy may give as `vendor`, the three dialects among them. */
export const vendorTables: ReadonlyMap<string, Table> = new Map(
  tables.flatMap((table) => table.name.split('|').map((name) => [name, table] as const)),
)

/** The table that reads the replies of a vendor; of an unknown one, the table of whoever its dialect is named for. */
export function tableOf(vendor: string, dialect: Dialect): Table {
  return vendorTables.get(vendor) ?? vendorTables.get(dialect) ?? openai
}
