/**
 * `npm run simulate`: many seeds in a row. `--seeds N` (100 unless told, which is more than 10,000 crash points), `--from N`, `--json`. With
 * `--zones` the clock changes of every time zone from 2020 to 2037 instead. Ends with 1 when something is wrong.
 */

import { parseArgs } from 'node:util'
import { simulate } from './simulate.ts'
import { clockChanges, problemsAround, ZONES } from './zones.ts'

const { values } = parseArgs({
  options: { seeds: { type: 'string' }, from: { type: 'string' }, json: { type: 'boolean' }, zones: { type: 'boolean' } },
})
const seeds = Number(values.seeds ?? 100)
const from = Number(values.from ?? 1)
if (!Number.isInteger(seeds) || seeds < 1 || !Number.isInteger(from)) {
  process.stderr.write('--seeds and --from are whole numbers.\n')
  process.exit(2)
}

if (values.zones === true) {
  let changes = 0
  let problems = 0
  for (const zone of ZONES) {
    for (const changeAt of clockChanges(zone)) {
      changes += 1
      for (const problem of problemsAround(zone, changeAt)) {
        problems += 1
        process.stderr.write(`${problem}\n`)
      }
    }
  }
  process.stdout.write(`${ZONES.length} zones, ${changes} clock changes: ${problems} problems\n`)
  process.exit(problems > 0 ? 1 : 0)
}

const total = { runs: 0, crashPoints: 0, messages: 0, refusals: 0, lost: 0, doubles: 0, other: 0 }
for (let seed = from; seed < from + seeds; seed += 1) {
  const { crashes, messages, refusals, findings } = await simulate(seed)
  total.runs += 1
  total.crashPoints += crashes
  total.messages += messages
  total.refusals += refusals
  for (const { kind, what } of findings) {
    if (kind === 'double') total.doubles += 1
    else if (kind === 'lost' || kind === 'unfinished' || kind === 'gap') total.lost += 1
    else total.other += 1
    process.stderr.write(`seed ${seed}: ${kind}: ${what}\n`)
  }
}
process.stdout.write(
  values.json === true
    ? `${JSON.stringify(total)}\n`
    : `${total.runs} runs, ${total.crashPoints} crash points, ${total.messages} messages, ${total.refusals} posts refused as too fast: ` +
        `${total.lost} lost, ${total.doubles} doubles, ${total.other} early, out of order or broken\n`,
)
process.exitCode = total.lost + total.doubles + total.other > 0 ? 1 : 0
