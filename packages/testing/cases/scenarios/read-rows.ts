import { readCases } from '../read-cases.js'
import { cliproxySchema } from './cliproxy/schema.js'
import { exceptions } from './exceptions.js'
import { keyproxySchema } from './keyproxy/schema.js'
import { playRow } from './play-row.js'
import type { Played, Row } from './row.js'

const fixture = (name: string): string => new URL(`../../fixtures/${name}.jsonl`, import.meta.url).pathname

/** The scenarios that belong to the project. */
export const fixtures: readonly string[] = [fixture('cliproxy'), fixture('keyproxy-ocr')]

/** Plays every row of the files but those to skip. */
export function playFiles(files: readonly string[], skip: ReadonlyMap<string, string> = exceptions): readonly Played[] {
  return files
    .flatMap((file) => readCases<Row>(file))
    .map((row) => {
      const skipped = skip.get(row.id)
      if (skipped !== undefined) return { id: row.id, theme: row.theme, skipped }
      return playRow(row, Array.isArray(row.then) ? keyproxySchema : cliproxySchema)
    })
}
