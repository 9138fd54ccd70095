/** Kills the real program again and again while it sends, and counts what was lost or came twice. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { NewDelivery } from '../../src/core/delivery.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { aDelivery } from '../contracts/store-samples.ts'
import { type DiscordChat, startDiscordChat } from '../e2e/support/discord-chat.ts'
import { eventually } from '../e2e/support/eventually.ts'
import { type Environment, type Program, startProgram } from '../e2e/support/program.ts'
import { type SlackChat, startSlackChat } from '../e2e/support/slack-chat.ts'
import { faults } from '../fakes/slack/index.ts'
import { createTestSchema } from '../store/postgres-server.ts'

export interface CrashRunOptions {
  readonly engine: 'sqlite' | 'postgres'
  /** How often to SIGKILL. */
  readonly kills: number
  /** The same seed makes the same choices; what they meet depends on the machine. */
  readonly seed: number
  readonly say?: (line: string) => void
}

export interface CrashReport {
  readonly kills: number
  /** Written to the outbox. */
  readonly messages: number
  readonly lost: readonly string[]
  /** Came more than once. */
  readonly doubled: readonly string[]
  /** Came before an earlier message of the same channel. */
  readonly outOfOrder: readonly string[]
  /** What the chat platforms would have refused. */
  readonly complaints: readonly string[]
  /** The longest time from starting, or on PostgreSQL from a kill, to the next message. */
  readonly slowestMs: number
  /** The same, without the time in which no program was ready. */
  readonly slowestReadyMs: number
}

const CHANNELS = 12
/** On PostgreSQL this many programs share the work. */
const PROGRAMS = 2
/** Lost answers, besides the kills: one call in so many. */
const LOST_EVERY = 15
const LONGEST_MS = 60_000

interface World {
  readonly discord: DiscordChat
  readonly slack: SlackChat
  readonly env: Environment
  readonly store: Store
  /** By what a message's key begins with. */
  readonly channels: ReadonlyMap<string, { readonly destination: NewDelivery['destination']; readonly texts: () => readonly string[] }>
  close(): Promise<void>
}

export async function crashRun({ engine, kills, seed, say = () => {} }: CrashRunOptions): Promise<CrashReport> {
  const random = randomFrom(seed)
  const world = await openWorld(engine)
  const running: Program[] = []
  const written: string[] = []
  const readyAt = new WeakMap<Program, number>()
  let slowestMs = 0
  let slowestReadyMs = 0
  const arrived = () => [...world.channels.values()].reduce((total, { texts }) => total + texts().length, 0)

  async function enqueue(): Promise<void> {
    const now = Date.now()
    const batch = [...world.channels].map(([name, { destination }]) =>
      aDelivery(`m-${name}-${written.length}-`, { class: 'digest', destination, dueAt: now }),
    )
    written.push(...batch.map(({ key }) => key))
    await world.store.outbox.enqueue(batch, now)
  }

  function start(): void {
    const program = startProgram({ env: world.env })
    running.push(program)
    // One that is killed before it is ready never is.
    program.ready().then(
      () => readyAt.set(program, performance.now()),
      () => {},
    )
  }

  async function somethingArrives(): Promise<void> {
    const before = arrived()
    const since = performance.now()
    await eventually(() => arrived() > before, LONGEST_MS)
    const now = performance.now()
    const firstReadyAt = Math.min(...running.map((program) => readyAt.get(program) ?? now))
    slowestMs = Math.max(slowestMs, now - since)
    slowestReadyMs = Math.max(slowestReadyMs, now - Math.max(since, firstReadyAt))
  }

  try {
    for (let kill = 0; kill < kills; kill += 1) {
      await enqueue()
      while (running.length < (engine === 'sqlite' ? 1 : PROGRAMS)) start()
      // One in ten dies before it sends anything, the others somewhere in what they owe.
      if (random() < 0.1) await pause(random() * 1_500)
      else {
        await somethingArrives()
        await pause(random() ** 2 * 600)
      }
      const [victim] = running.splice(Math.floor(random() * running.length), 1)
      await victim?.kill()
      if ((kill + 1) % 10 === 0) say(`${engine}: ${kill + 1} kills, ${arrived()} of ${written.length} messages arrived`)
    }
    while (running.length < 1) start()
    await eventually(async () => {
      const { pending, attempting } = await world.store.outbox.counts()
      return pending + attempting === 0
    }, 10 * LONGEST_MS)
    await Promise.all(running.map((program) => program.stop()))
    return {
      kills,
      messages: written.length,
      slowestMs: Math.round(slowestMs),
      slowestReadyMs: Math.round(slowestReadyMs),
      ...judge(world, written),
      complaints: await complaintsOf(world),
    }
  } finally {
    await Promise.all(running.map((program) => program.kill()))
    await world.close()
  }
}

function judge({ channels }: World, written: readonly string[]): Pick<CrashReport, 'lost' | 'doubled' | 'outOfOrder'> {
  const came = new Map<string, number>()
  const outOfOrder: string[] = []
  for (const { texts } of channels.values()) {
    let newest = -1
    for (const text of texts()) {
      const key = /m-\w+-(\d+)-/.exec(text)
      if (key === null) continue
      came.set(key[0], (came.get(key[0]) ?? 0) + 1)
      if (Number(key[1]) < newest) outOfOrder.push(key[0])
      newest = Math.max(newest, Number(key[1]))
    }
  }
  return {
    lost: written.filter((key) => !came.has(key)),
    doubled: written.filter((key) => (came.get(key) ?? 0) > 1),
    outOfOrder,
  }
}

const complaintsOf = async ({ discord, slack }: World) => [...(await discord.complaints()), ...(await slack.complaints())]

async function openWorld(engine: CrashRunOptions['engine']): Promise<World> {
  const [discord, slack] = await Promise.all([startDiscordChat(), startSlackChat('socket')])
  const place = engine === 'sqlite' ? aDirectory() : await aDatabase()
  const store = await openStore(place.location)
  const [guild] = discord.discord.guilds()
  const channels: World['channels'] = new Map(
    Array.from({ length: CHANNELS }, (_, n) => {
      const onDiscord = discord.discord.addChannel(guild?.id ?? '', `channel-${n}`).id
      const onSlack = slack.slack.addChannel({ name: `channel-${n}` }).id
      const destination = (chatPlatform: 'discord' | 'slack', installationId: string, channelId: string) =>
        ({ kind: 'channel', chatPlatform, installationId, channelId }) as const
      const both: [string, { destination: NewDelivery['destination']; texts: () => readonly string[] }][] = [
        [
          `d${n}`,
          {
            destination: destination('discord', guild?.id ?? '', onDiscord),
            texts: () => discord.discord.messagesIn(onDiscord).map((message) => JSON.stringify(message)),
          },
        ],
        [
          `s${n}`,
          {
            destination: destination('slack', slack.slack.team.id, onSlack),
            texts: () => slack.slack.messagesIn(onSlack).map(({ text, blocks }) => JSON.stringify({ text, blocks })),
          },
        ],
      ]
      return both
    }).flat(),
  )
  loseSomeAnswers(discord, slack)
  return {
    discord,
    slack,
    env: { ...discord.env, ...slack.env, ...place.env, PORT: '0', LOG_LEVEL: 'warn' },
    store,
    channels,
    async close() {
      await store.close()
      await place.remove()
      await Promise.all([discord.stop(), slack.stop()])
    },
  }
}

function loseSomeAnswers({ discord }: DiscordChat, { slack }: SlackChat): void {
  let calls = 0
  const sometimes = () => ++calls % LOST_EVERY === 0
  const posts = { method: 'POST', path: '/channels/{channel_id}/messages', body: sometimes } as const
  const times = Number.POSITIVE_INFINITY
  discord.fault({ kind: 'accept-then-reset', match: posts, times })
  slack.fail({ method: 'chat.postMessage', where: sometimes, times }, faults.acceptThenReset)
}

function aDirectory() {
  const dataDir = mkdtempSync(join(tmpdir(), 'optout-crash-'))
  return { location: { dataDir }, env: { DATA_DIR: dataDir }, remove: async () => rmSync(dataDir, { recursive: true }) }
}

async function aDatabase() {
  const schema = await createTestSchema()
  return { location: { databaseUrl: schema.url }, env: { DATABASE_URL: schema.url }, remove: () => schema.drop() }
}

/** mulberry32: small, seeded, and good enough to choose moments. https://github.com/cprosche/mulberry32 */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
