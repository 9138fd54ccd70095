/** `npm run fuzz:feeds [count] [seed]`: 10,000 broken feeds and pages unless told. Prints what came out; exits 1 when something may not be. */

import { fuzz } from './fuzz.ts'

const [count = '10000', seed = '1'] = process.argv.slice(2)
const started = performance.now()
const report = await fuzz({ count: Number(count), seed: Number(seed) })
console.log(
  JSON.stringify({ ...report, faults: report.faults.slice(0, 20), seconds: Math.round((performance.now() - started) / 1_000) }, null, 2),
)
if (report.faults.length > 0 || report.busyMostMs > 50 || report.rssMostMib > 1_024) process.exitCode = 1
