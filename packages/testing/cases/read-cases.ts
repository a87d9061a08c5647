import { readFileSync } from 'node:fs'
import type { ErrorCase } from './error-case.js'

/** The labelled replies that belong to the project. */
export const fixture: string = new URL('../fixtures/errors.jsonl', import.meta.url).pathname

/** Replies as vendors word them, set down without having been recorded: what rules should read though none was written for it. */
export const wordings: string = new URL('../fixtures/wordings.jsonl', import.meta.url).pathname

/** The cases in a file of one JSON object a line. */
export function readCases<Case = ErrorCase>(file: string): readonly Case[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Case)
}
