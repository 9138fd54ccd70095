/** Kill -9 while digests go out to many channels and answers are lost: every channel has its digest once in the end. */

import { describe, expect, test } from 'vitest'
import { faults } from '../fakes/slack/index.ts'
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

interface Fanout {
  readonly chat: Chat
  readonly channels: readonly string[]
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

async function onDiscord({ now }: Machine): Promise<Fanout> {
  const chat = await startDiscordChat({ now })
  const { discord } = chat
  const [guild] = discord.guilds()
  const channels = Array.from({ length: CHANNELS }, (_, index) => discord.addChannel(guild?.id ?? '', `channel-${index}`).id)
  const posts = { method: 'POST', path: '/channels/{channel_id}/messages' } as const
  const times = Number.POSITIVE_INFINITY
  const set: { remove(): void }[] = []
  return {
    chat,
    channels,
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
    counts: () => channels.map((id) => discord.messagesIn(id).length),
  }
}

async function onSlack({ now }: Machine): Promise<Fanout> {
  const chat = await startSlackChat('socket', { now })
  const { slack } = chat
  const channels = Array.from({ length: CHANNELS }, (_, index) => slack.addChannel({ name: `channel-${index}` }).id)
  const method = 'chat.postMessage'
  const times = Number.POSITIVE_INFINITY
  const set: { clear(): void }[] = []
  return {
    chat,
    channels,
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
    counts: () => channels.map((id) => slack.messagesIn(id).length),
  }
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)

describe.concurrent('kill -9 in a fan-out with lost answers', () => {
  test.for([
    ['Discord, started again while Discord still knows the nonces', onDiscord, '2025-11-03T00:02:00Z'],
    ['Discord, started again when only the channels’ history can tell', onDiscord, '2025-11-03T00:20:00Z'],
    ['Slack, where the channels’ history tells', onSlack, '2025-11-03T00:02:00Z'],
  ] as const)('%s: each channel has one digest', { timeout: 90_000 }, async ([, start, startedAgainAt], { onTestFinished }) => {
    const machine = aMachine('2025-11-02T12:00:00Z')
    onTestFinished(() => machine.dispose())
    const fanout = await start(machine)
    onTestFinished(() => fanout.chat.stop())
    const serve = async () => {
      const program = startProgram({
        env: { ...fanout.chat.env, DATA_DIR: machine.dataDir, PORT: '0' },
        clockAheadMs: machine.aheadMs,
      })
      onTestFinished(async () => void (await program.kill()))
      const url = await program.ready()
      await fanout.chat.connect(url)
      return { program, url }
    }

    const first = await serve()
    for (const channel of fanout.channels) {
      const set = await fanout.chat.use('digest set', { time: '00:00', zone: 'UTC', region: 'DE', services: 'linkedin', channel }, 'admin')
      expect(set.text).toContain('The digest is set')
    }
    expect((await first.program.stop()).code).toBe(0)

    machine.setClock('2025-11-03T00:00:00Z')
    fanout.loseAnswers()
    const second = await serve()
    await eventually(() => sum(fanout.counts()) >= KILLED_AFTER)
    await second.program.kill()
    expect(sum(fanout.counts())).toBeLessThan(CHANNELS)

    machine.setClock(startedAgainAt)
    fanout.mend()
    const third = await serve()
    await eventually(async () => {
      const { pending, attempting } = await deliveriesOf(third.url)
      return pending === 0 && attempting === 0
    }, 40_000)
    expect(fanout.counts()).toEqual(fanout.channels.map(() => 1))
    expect((await deliveriesOf(third.url)).delivered).toBe(CHANNELS)
    expect((await third.program.stop()).code).toBe(0)
    expect(await fanout.chat.complaints()).toEqual([])
  })
})
