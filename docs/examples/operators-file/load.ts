import { readFileSync } from 'node:fs'
import { type Checked, checkOperatorsFile, type OperatorsFile } from './operators-file.js'

/**
 * Reads and checks an operator's file; whatever is wrong with it comes back as a list and nothing is thrown. An empty
 * path means the file as a whole.
 */
export function loadOperatorsFile(path: string): Checked<OperatorsFile> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    return { issues: [{ path: '', message: `cannot be read (${codeOf(error)}): name an operator's file` }] }
  }
  let input: unknown
  try {
    input = JSON.parse(text)
  } catch {
    // The parser's own words quote the text, and the text may hold a secret that does not belong there.
    return { issues: [{ path: '', message: 'is not JSON: look for a missing comma, quote or bracket' }] }
  }
  return checkOperatorsFile(input)
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
