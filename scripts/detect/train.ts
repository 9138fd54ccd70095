/**
 * `npm run detect:train -- --data <folder> [--archives <folder>]`: learns the detector's weights and writes them. `--archives` holds clones
 * of the Open Terms Archive histories that the judged steps are from; without it they are left out.
 */

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { DEFAULT_DATA, readItems } from './items.ts'
import { readJudged } from './judged.ts'
import { learn } from './learn.ts'
import { analysed } from './steps.ts'

const { values } = parseArgs({ options: { data: { type: 'string', default: DEFAULT_DATA }, archives: { type: 'string' } } })
const items = readItems(values.data)
if (items === null) process.stdout.write(`There are no labelled changes in ${values.data}: no dev.jsonl. The weights stay as they are.\n`)
else {
  const judged = values.archives === undefined ? [] : readJudged(values.archives)
  const model = learn([...items, ...judged].map((item) => analysed(item).step))
  const into = join(import.meta.dirname, '../../src/feeds/detect/weights.json')
  writeFileSync(into, `${JSON.stringify(model, null, 2)}\n`)
  process.stdout.write(
    `Learnt ${Object.keys(model.weights).length} weights from ${items.length} labelled and ${judged.length} judged steps.\n`,
  )
}
