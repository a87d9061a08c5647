// Scores classification on labelled replies: `npm run score -- FILE…`; without a file, on the project's own.
import { fixture, readCases } from './read-cases.js'
import { scoreRow } from './score-row.js'
import { summaryLine, summaryLines } from './summary.js'

const files = process.argv.slice(2)
const rows = (files.length === 0 ? [fixture] : files).flatMap(readCases).map((errorCase) => scoreRow(errorCase))
const scores = rows.filter((row) => 'got' in row)

for (const row of rows) {
  console.log(
    JSON.stringify(
      'got' in row ? { id: row.id, ok: row.ok, got: { ...row.got, rule: row.rule }, want: row.want } : row,
    ),
  )
}
console.log(['', ...summaryLines(scores), '', summaryLine(scores, rows.length - scores.length)].join('\n'))
