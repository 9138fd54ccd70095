/** `npm run lookup:eval`: how often what people type leads to what they mean, over the corpus of typed queries; prints every miss. */

import { loadCatalog } from '../src/guides/load.ts'
import { evaluateLookup } from '../tests/guides/lookup-evaluation.ts'

const { asked, right, misses, junkAnswered } = evaluateLookup(await loadCatalog())
for (const { typed, expected, got } of misses) process.stdout.write(`${JSON.stringify(typed)}: ${got}, not ${expected}\n`)
const share = ((100 * right) / asked).toFixed(1)
process.stdout.write(`${right} of ${asked} right (${share} %), ${junkAnswered} of the junk answered\n`)
