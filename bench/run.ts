/** `npm run bench`: measures, and prints one table. `--only <name>` (may be repeated), `--quick`, `--json`. */

import { parseArgs } from 'node:util'
import { discordCommands } from './commands/discord.ts'
import { slackHttpCommands, slackSocketCommands } from './commands/slack.ts'
import { commandsDuringFanOut } from './fan-out/commands.ts'
import { discordFanOut } from './fan-out/discord.ts'
import { slackFanOut } from './fan-out/slack.ts'
import { guides } from './guides.ts'
import { lookup } from './lookup.ts'
import { memory } from './memory.ts'
import { replay } from './replay.ts'
import { start } from './start.ts'
import type { Bench, Pace } from './support/bench.ts'
import type { Figure } from './support/figure.ts'
import { printTable } from './support/print-table.ts'
import { sweep } from './sweep.ts'

const BENCHES: readonly Bench[] = [
  discordCommands,
  slackSocketCommands,
  slackHttpCommands,
  discordFanOut,
  commandsDuringFanOut,
  slackFanOut,
  memory,
  start,
  lookup,
  guides,
  sweep,
  replay,
]

const FULL: Pace = {
  rounds: 4,
  slotMs: 2_500,
  idleMs: 10_000,
  guilds: 10_000,
  subscriptions: [100_000, 1_000_000],
  fanOut: { discordChannels: 1_000, slackChannels: { ofThree: 60, ofOne: 500 }, commandsMs: 24_000 },
  versions: 6_000,
}
const QUICK: Pace = {
  rounds: 2,
  slotMs: 500,
  idleMs: 1_000,
  guilds: 1_000,
  subscriptions: [100_000],
  fanOut: { discordChannels: 300, slackChannels: { ofThree: 20, ofOne: 120 }, commandsMs: 8_000 },
  versions: 2_000,
}

const { values } = parseArgs({
  options: { only: { type: 'string', multiple: true }, quick: { type: 'boolean' }, json: { type: 'boolean' } },
})
const only = values.only ?? BENCHES.map(({ name }) => name)
const isMeant = (bench: Bench, name: string) => bench.name === name || bench.name.startsWith(`${name}-`)
const unknown = only.filter((name) => !BENCHES.some((bench) => isMeant(bench, name)))
if (unknown.length > 0) {
  process.stderr.write(`There is no bench "${unknown.join('", "')}". There are: ${BENCHES.map(({ name }) => name).join(', ')}\n`)
  process.exit(2)
}

const figures: Figure[] = []
for (const bench of BENCHES.filter((each) => only.some((name) => isMeant(each, name)))) {
  process.stderr.write(`${bench.name} …\n`)
  figures.push(...(await bench.run(values.quick === true ? QUICK : FULL)))
}
process.stdout.write(values.json === true ? `${JSON.stringify(figures, null, 2)}\n` : `${printTable(figures)}\n`)
