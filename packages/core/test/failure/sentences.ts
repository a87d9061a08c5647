import fc from 'fast-check'
import { http } from '../../src/failure/vendors/http.js'
import { tables } from '../../src/failure/vendors/index.js'
import { meanings } from '../../src/failure/vendors/meanings.js'
import { network } from '../../src/failure/vendors/network.js'

/** Every word that any table looks for. */
const literals: readonly string[] = [...tables, meanings, http, network]
  .flatMap(({ rows }) => rows.flatMap((row) => row.slice(0, -1)))
  .flatMap((condition) => condition.replace(/^!?[#@]?/, '').split(/ [~…] |\|/))

/** Sentences of words that mean something to some table, so that arbitrary replies reach its lines. */
export const sentences: fc.Arbitrary<string> = fc
  .array(fc.oneof({ arbitrary: fc.constantFrom(...literals), weight: 4 }, { arbitrary: fc.string(), weight: 1 }), {
    maxLength: 6,
  })
  .map((words) => words.join(' '))
