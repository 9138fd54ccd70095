/** What a bot that nobody uses keeps in memory, and how much of that grows with the number of servers it is in. */

import { setTimeout as sleep } from 'node:timers/promises'
import { startFakeDiscord } from '../tests/fakes/discord/index.ts'
import { startFakeSlack } from '../tests/fakes/slack/index.ts'
import { credentials as discordCredentials } from './commands/discord.ts'
import { credentials as slackCredentials } from './commands/slack.ts'
import type { Bench } from './support/bench.ts'
import { type Figure, figureOf } from './support/figure.ts'
import { type MeasuredChild, startMeasured } from './support/measured-child.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const BENCH = 'Resident memory'
const MB = 1024 * 1024
/** What ten thousand servers may add. */
const SERVERS_MB_MAX = 60

/** A server of a small community; bigger ones only make the difference bigger. */
const GUILD_SHAPE = { channels: 10, roles: 10, emojis: 5 }

export const memory: Bench = {
  name: 'memory',
  run: async (pace) => [...(await idleMemory(pace.idleMs)), ...(await memoryByGuilds(pace.guilds))],
}

async function idleMemory(idleMs: number): Promise<readonly Figure[]> {
  const discord = await startFakeDiscord()
  const slack = await startFakeSlack()
  const onDiscord = discordCredentials(discord)
  const onSlack = slackCredentials(slack, 'socket')
  const found = await restAndRead(idleMs, {
    node: { script: 'bench/bare/node.ts' },
    discordJs: { script: 'bench/bare/discord.ts', env: onDiscord },
    bolt: { script: 'bench/bare/slack.ts', env: onSlack },
    practice: ours({}),
    discord: ours(onDiscord),
    slack: ours(onSlack),
    both: ours({ ...onDiscord, ...onSlack }),
  })
  await Promise.all([discord.stop(), slack.stop()])
  const line = (what: string, bytes: number, name: string, baseline: number) =>
    figureOf({ bench: BENCH, what, unit: 'MB', ours: [bytes / MB], baseline: { name, values: [baseline / MB] } })
  return [
    line('idle, Discord', found.discord, 'discord.js', found.discordJs),
    line('idle, Slack', found.slack, 'Bolt', found.bolt),
    line('idle, Discord and Slack', found.both, 'both, less one Node', found.discordJs + found.bolt - found.node),
    line('idle, practice chat', found.practice, 'empty Node', found.node),
  ]
}

interface Resting {
  readonly script: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

const ours = (env: Readonly<Record<string, string>>): Resting => ({ script: 'bin/optout.mjs', args: ['serve'], env })

/** Starts one after the other, lets all rest together, and reads what each holds. */
async function restAndRead<Name extends string>(idleMs: number, programs: Record<Name, Resting>): Promise<Record<Name, number>> {
  const folder = temporaryFolder()
  const running: [Name, MeasuredChild][] = []
  try {
    for (const name of Object.keys(programs) as Name[]) {
      const { env, script, args = [] } = programs[name]
      const data = { DATA_DIR: `${folder.path}/${name}`, PORT: '0', LOG_LEVEL: 'warn' }
      running.push([name, await startMeasured({ script, args, env: { ...data, ...env }, exposeGc: true })])
    }
    await sleep(idleMs)
    const read: [Name, number][] = []
    for (const [name, child] of running) read.push([name, await child.settledMemoryBytes()])
    return Object.fromEntries(read) as Record<Name, number>
  } finally {
    await Promise.all(running.map(([, child]) => child.stop()))
    folder.remove()
  }
}

async function memoryByGuilds(guilds: number): Promise<readonly Figure[]> {
  const readings = { ours: [0, 0], bare: [0, 0] }
  const folder = temporaryFolder()
  try {
    for (const [column, count] of [0, guilds].entries()) {
      const fake = await startFakeDiscord({ guilds: count, guildShape: GUILD_SHAPE, maxConcurrency: 16, keepRequests: 0 })
      const env = { ...discordCredentials(fake), DATA_DIR: folder.path, PORT: '0', LOG_LEVEL: 'warn' }
      for (const [name, program] of [['ours', ours(env)] as const, ['bare', { script: 'bench/bare/discord.ts', env }] as const]) {
        const child = await startMeasured({ ...program, exposeGc: true })
        await quiet(child)
        readings[name][column] = await child.settledMemoryBytes()
        await child.stop()
      }
      await fake.stop()
    }
  } finally {
    folder.remove()
  }
  const grown = ([before = 0, after = 0]: readonly number[]) => (after - before) / MB
  return [
    figureOf({
      bench: BENCH,
      what: `added by ${guilds} servers`,
      unit: 'MB',
      ours: [grown(readings.ours)],
      baseline: { name: 'discord.js', values: [grown(readings.bare)] },
      limit: SERVERS_MB_MAX,
    }),
  ]
}

const GLANCE_MS = 500
const QUIET_US = 20_000

/** Resolves once the process has nothing left to do: the servers stream in after it is ready. */
async function quiet(child: MeasuredChild): Promise<void> {
  for (let before = await child.cpuUs(); ; ) {
    await sleep(GLANCE_MS)
    const now = await child.cpuUs()
    if (now - before < QUIET_US) return
    before = now
  }
}
