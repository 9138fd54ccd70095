/** Kill -9 while digests go out to many channels and answers are lost: every channel has its digest once in the end. */

import { describe, expect, test } from 'vitest'
import type { ChannelRef } from '../../src/core/subscription.ts'
import { openStore } from '../../src/store/open-store.ts'
import { fakeIds, faults } from '../fakes/slack/index.ts'
import type { Chat } from './support/chat.ts'
import { startDiscordChat } from './support/discord-chat.ts'
import { eventually } from './support/eventually.ts'
import { aMachine, type Machine } from './support/machine.ts'
import { deliveriesOf } from './support/metrics.ts'
import { startProgram } from './support/program.ts'
import { startSlackChat } from './support/slack-chat.ts'

const CHANNELS = 50
/** Far enough into the fan-out that some digests are out, some under way and some not begun. */
const KILLED_AFTER = 20
const MIDNIGHT = '2025-11-03T00:00:00Z'

interface Fanout {
  readonly chat: Chat
  readonly channels: readonly ChannelRef[]
  /** From now on some posts are taken and their answers lost, and some are lost on the way. */
  loseAnswers(): void
  /** The network is well again, but for the next few answers. */
  mend(): void
  /** How many messages each channel holds. */
  counts(): readonly number[]
}

/** True at every `n`th call. */
const every = (n: number) => {
  let calls = 0
  return () => ++calls % n === 0
}
const times = Number.POSITIVE_INFINITY

async function onDiscord({ now }: Machine): Promise<Fanout> {
  const chat = await startDiscordChat({ now })
  const { discord } = chat
  const [guild] = discord.guilds()
  const installationId = guild?.id ?? ''
  const ids = Array.from({ length: CHANNELS }, (_, index) => discord.addChannel(installationId, `channel-${index}`).id)
  const posts = { method: 'POST', path: '/channels/{channel_id}/messages' } as const
  const set: { remove(): void }[] = []
  return {
    chat,
    channels: ids.map((channelId) => ({ chatPlatform: 'discord', installationId, channelId })),
    loseAnswers() {
      set.push(
        discord.fault({ kind: 'accept-then-hang', match: { ...posts, body: every(7) }, times }),
        discord.fault({ kind: 'accept-then-reset', match: { ...posts, body: every(4) }, times }),
        discord.fault({ kind: 'reset-before', match: { ...posts, body: every(5) }, times }),
      )
    },
    mend() {
      for (const fault of set) fault.remove()
      discord.fault({ kind: 'accept-then-reset', match: posts, times: 3 })
    },
    counts: () => ids.map((id) => discord.messagesIn(id).length),
  }
}

async function onSlack({ now }: Machine): Promise<Fanout> {
  const chat = await startSlackChat('socket', { now })
  const { slack } = chat
  const ids = Array.from({ length: CHANNELS }, (_, index) => slack.addChannel({ name: `channel-${index}` }).id)
  const method = 'chat.postMessage'
  const set: { clear(): void }[] = []
  return {
    chat,
    channels: ids.map((channelId) => ({ chatPlatform: 'slack', installationId: fakeIds.team, channelId })),
    loseAnswers() {
      set.push(
        slack.fail({ method, where: every(7), times }, faults.acceptThenSilence),
        slack.fail({ method, where: every(4), times }, faults.acceptThenReset),
        slack.fail({ method, where: every(5), times }, faults.reset),
      )
    },
    mend() {
      for (const fault of set) fault.clear()
      slack.fail({ method, times: 3 }, faults.acceptThen503)
    },
    counts: () => ids.map((id) => slack.messagesIn(id).length),
  }
}

/** A digest at midnight for every channel. */
async function setDigests(machine: Machine, channels: readonly ChannelRef[]): Promise<void> {
  const store = await openStore({ dataDir: machine.dataDir })
  const atMs = machine.now()
  for (const channel of channels) {
    const schedule = { localTime: '00:00', zone: 'UTC' }
    const settings = { schedule, services: ['linkedin'], minSeverity: 'all', onlyIfChanged: true, region: 'DE', locale: 'en' } as const
    await store.digests.save(channel, settings, { dueAt: Date.parse(MIDNIGHT), coveredUntil: '2025-11-02', atMs })
  }
  await store.close()
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)

describe.concurrent('kill -9 in a fan-out with lost answers', () => {
  test.for([
    ['on Discord and Slack, started again at once', [onDiscord, onSlack], null],
    ['on Discord, started again when it has forgotten the nonces and only history can tell', [onDiscord], '2025-11-03T00:20:00Z'],
  ] as const)('%s: each channel has one digest', { timeout: 240_000 }, async ([, start, startedAgainAt], { onTestFinished }) => {
    const machine = aMachine('2025-11-02T12:00:00Z')
    onTestFinished(() => machine.dispose())
    const fanouts = await Promise.all(start.map((each) => each(machine)))
    onTestFinished(async () => void (await Promise.all(fanouts.map(({ chat }) => chat.stop()))))
    const channels = fanouts.flatMap((fanout) => fanout.channels)
    await setDigests(machine, channels)
    const serve = () => {
      const program = startProgram({
        env: { ...Object.assign({}, ...fanouts.map(({ chat }) => chat.env)), DATA_DIR: machine.dataDir, PORT: '0' },
        clockAheadMs: machine.aheadMs,
      })
      onTestFinished(async () => void (await program.kill()))
      return program
    }

    machine.setClock(MIDNIGHT)
    for (const fanout of fanouts) fanout.loseAnswers()
    const first = serve()
    await first.ready()
    await eventually(() => fanouts.every((fanout) => sum(fanout.counts()) >= KILLED_AFTER))
    await first.kill()
    expect(sum(fanouts.flatMap((fanout) => fanout.counts()))).toBeLessThan(channels.length)

    if (startedAgainAt !== null) machine.setClock(startedAgainAt)
    for (const fanout of fanouts) fanout.mend()
    const second = serve()
    const url = await second.ready()
    await eventually(async () => {
      const { pending, attempting } = await deliveriesOf(url)
      return pending === 0 && attempting === 0
    })
    for (const fanout of fanouts) {
      expect(fanout.counts()).toEqual(fanout.channels.map(() => 1))
      expect(await fanout.chat.complaints()).toEqual([])
    }
    expect((await deliveriesOf(url)).delivered).toBe(channels.length)
    expect((await second.stop()).code).toBe(0)
  })
})
