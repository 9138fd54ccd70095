/** `npm run crash`: hundreds of real SIGKILLs, on SQLite and, when TEST_DATABASE_URL names a server, on PostgreSQL. `--kills 200`, `--seed 1`, `--only sqlite|postgres`. */

import { parseArgs } from 'node:util'
import { WITHOUT_SERVER } from '../store/postgres-server.ts'
import { type CrashRunOptions, crashRun } from './crash-run.ts'

const { values } = parseArgs({
  options: { kills: { type: 'string', default: '200' }, seed: { type: 'string' }, only: { type: 'string' } },
})
const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000))
const engines = (['sqlite', 'postgres'] satisfies CrashRunOptions['engine'][]).filter(
  (engine) => values.only === undefined || values.only === engine,
)
const say = (line: string) => process.stderr.write(`${line}\n`)

for (const engine of engines) {
  if (engine === 'postgres' && WITHOUT_SERVER !== '') {
    say(`postgres${WITHOUT_SERVER}`)
    continue
  }
  const { kills, messages, lost, doubled, outOfOrder, complaints, slowestMs, slowestReadyMs } = await crashRun({
    engine,
    kills: Number(values.kills),
    seed,
    say,
  })
  process.stdout.write(
    `${engine}: ${kills} kills, ${messages} messages, ${lost.length} lost, ${doubled.length} duplicates, ${outOfOrder.length} out of order, slowest to go on ${slowestMs} ms, once ready ${slowestReadyMs} ms (seed ${seed})\n`,
  )
  for (const [what, keys] of Object.entries({ lost, doubled, outOfOrder, complaints }))
    if (keys.length > 0) say(`${what}: ${keys.join(' ')}`)
  if (lost.length + doubled.length + outOfOrder.length + complaints.length > 0) process.exitCode = 1
}
