/** How long it takes from the start of the process until people can use it. */

import { startFakeDiscord } from '../tests/fakes/discord/index.ts'
import { startFakeSlack } from '../tests/fakes/slack/index.ts'
import { credentials as discordCredentials } from './commands/discord.ts'
import { credentials as slackCredentials } from './commands/slack.ts'
import type { Bench } from './support/bench.ts'
import { type Figure, figureOf } from './support/figure.ts'
import { startMeasured } from './support/measured-child.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

interface Door {
  readonly name: string
  readonly env: Readonly<Record<string, string>>
  readonly baseline: { readonly name: string; readonly script: string }
}

export const start: Bench = {
  name: 'start',
  async run({ rounds }) {
    const discord = await startFakeDiscord()
    const slack = await startFakeSlack()
    const doors: readonly Door[] = [
      { name: 'practice chat', env: {}, baseline: { name: 'empty Node', script: 'bench/bare/node.ts' } },
      { name: 'Discord', env: discordCredentials(discord), baseline: { name: 'discord.js', script: 'bench/bare/discord.ts' } },
      { name: 'Slack', env: slackCredentials(slack, 'socket'), baseline: { name: 'Bolt', script: 'bench/bare/slack.ts' } },
    ]
    try {
      const figures: Figure[] = []
      for (const door of doors) figures.push(...(await measureDoor(door, rounds)))
      return figures
    } finally {
      await Promise.all([discord.stop(), slack.stop()])
    }
  },
}

/** The first round is not counted: it fills the disk's and Node's caches for the others. */
async function measureDoor({ name, env, baseline }: Door, rounds: number): Promise<readonly Figure[]> {
  const fresh: number[] = []
  const again: number[] = []
  const bare: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const folder = temporaryFolder()
    try {
      const own = { ...env, DATA_DIR: folder.path, PORT: '0', LOG_LEVEL: 'warn' }
      fresh[round] = await readyMs('bin/optout.mjs', own)
      bare[round] = await readyMs(baseline.script, env)
      again[round] = await readyMs('bin/optout.mjs', own)
    } finally {
      folder.remove()
    }
  }
  const line = (what: string, ours: readonly number[]) =>
    figureOf({
      bench: 'Start to ready',
      what: `${name}, ${what}`,
      unit: 'ms',
      ours: ours.slice(1),
      baseline: { name: baseline.name, values: bare.slice(1) },
    })
  return [line('empty data directory', fresh), line('data from before', again)]
}

async function readyMs(script: string, env: Readonly<Record<string, string>>): Promise<number> {
  const child = await startMeasured({ script, args: script === 'bin/optout.mjs' ? ['serve'] : [], env, probed: false })
  await child.stop()
  return child.readyMs
}
