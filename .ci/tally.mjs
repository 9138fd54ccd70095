// Prints the closing line of a test run from vitest's JSON report; fails when there is none or when nothing ran.

import { readFileSync } from 'node:fs'

let report
try {
  report = JSON.parse(readFileSync(process.argv[2], 'utf8'))
} catch {
  report = { numPassedTests: 0, numFailedTests: 1 }
}
const { numPassedTests: passed, numFailedTests: failed } = report
process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
process.exitCode = passed === 0 || failed > 0 || report.success === false ? 1 : 0
