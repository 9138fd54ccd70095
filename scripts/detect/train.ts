/** `npm run detect:train -- --data <folder>`: learns the detector's weights from labelled changes and writes them. */

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { DEFAULT_DATA, readItems } from './items.ts'
import { learn } from './learn.ts'
import { analysed } from './steps.ts'

const { values } = parseArgs({ options: { data: { type: 'string', default: DEFAULT_DATA } } })
const items = readItems(values.data)
if (items === null) process.stdout.write(`There are no labelled changes in ${values.data}: no dev.jsonl. The weights stay as they are.\n`)
else {
  const steps = items.map((item) => analysed(item).step)
  const model = learn(steps)
  const into = join(import.meta.dirname, '../../src/feeds/detect/weights.json')
  writeFileSync(into, `${JSON.stringify(model, null, 2)}\n`)
  process.stdout.write(`Learnt ${Object.keys(model.weights).length} weights from ${steps.length} steps.\n`)
}
