// Plays scenarios of other routers on the core: `npm run scenarios -- FILE…`; without a file, the project's own.
import { figures, summaryLine } from './scenarios/figures.js'
import { fixtures, playFiles } from './scenarios/read-rows.js'

const files = process.argv.slice(2)
const rows = playFiles(files.length === 0 ? fixtures : files)

for (const { theme: _, ...row } of rows) console.log(JSON.stringify(row))
console.log(['', ...figures(rows), '', summaryLine(rows)].join('\n'))
