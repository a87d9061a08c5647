// node count.mjs REPORT STATUS: prints how many tests of a vitest JSON report passed and failed, as `N N`.
// A file that could not be loaded, a run that tested nothing and a run that ended badly all count as one failure.
import { readFileSync } from 'node:fs'

const [, , path = '', status] = process.argv

/** @returns {{ passed: number, failed: number }} */
function count() {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(path, 'utf8'))
    const unloaded = testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some(isFailed))
    return { passed: numPassedTests, failed: numFailedTests + unloaded.length }
  } catch {
    return { passed: 0, failed: 0 }
  }
}

const isFailed = (test) => test.status === 'failed'

const { passed, failed } = count()
const endedBadly = failed === 0 && (passed === 0 || status !== '0')
console.log(`${passed} ${endedBadly ? 1 : failed}`)
