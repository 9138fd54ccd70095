/** A digest to each of a thousand channels: how near to the fifty requests a second that Discord allows. */

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type FakeDiscord, startFakeDiscord } from '../../tests/fakes/discord/index.ts'
import { credentials } from '../commands/discord.ts'
import type { Bench } from '../support/bench.ts'
import { type Figure, figureOf } from '../support/figure.ts'
import { startMeasured } from '../support/measured-child.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { perSecond, whenAccepted } from './accepted.ts'
import { oweDigests } from './owed.ts'

const BENCH = 'Fan-out on Discord'
const ALLOWED_PER_SECOND = 50
const FIRST_MESSAGE_PATIENCE_MS = 30_000

export const discordFanOut: Bench = {
  name: 'fanout-discord',
  async run({ fanOut: { discordChannels: count } }) {
    const folder = temporaryFolder()
    const fakes = [await openFake(count), await openFake(count)] as const
    const [ourFake, bareFake] = fakes
    const patienceMs = (2 * count * 1_000) / ALLOWED_PER_SECOND + FIRST_MESSAGE_PATIENCE_MS
    try {
      await oweDigests(
        folder.path,
        ourFake.guilds().map(({ id, channelId }) => ({ installationId: id, channelId })),
      )
      const ours = await startMeasured({
        script: 'bin/optout.mjs',
        args: ['serve'],
        env: { ...credentials(ourFake), DATA_DIR: folder.path, PORT: '0', LOG_LEVEL: 'warn' },
      })
      await ourFake.waitFor(() => postsOf(ourFake).length > 0, FIRST_MESSAGE_PATIENCE_MS)
      const { nonce, enforce_nonce, ...body } = (postsOf(ourFake)[0]?.body ?? {}) as Record<string, unknown>
      const posts = join(folder.path, 'posts.json')
      writeFileSync(posts, JSON.stringify({ body, channels: bareFake.guilds().map(({ channelId }) => channelId) }))
      // Side by side, so that what disturbs the machine meets both alike: sending is mostly waiting.
      const bare = await startMeasured({ script: 'bench/bare/discord-fan-out.ts', env: { ...credentials(bareFake), BENCH_POSTS: posts } })
      const [sent, sentBare] = await Promise.all(fakes.map((fake) => whenAccepted(() => postsOf(fake), { count, patienceMs })))
      await Promise.all([ours.stop(), bare.stop()])
      const missing = messagesOf(ourFake).filter((messages) => messages === 0).length
      if (missing > 0 || ourFake.violations.length > 0) {
        throw new Error(`${BENCH}: ${missing} channels without a digest; ${ourFake.violations.slice(0, 3).join('; ')}`)
      }
      return figuresOf({ what: `${count} digests`, rates: [perSecond(sent ?? []), perSecond(sentBare ?? [])], fakes })
    } finally {
      await Promise.all(fakes.map((fake) => fake.stop()))
      folder.remove()
    }
  },
}

const openFake = (guilds: number) => startFakeDiscord({ guilds, rateLimits: true, validate: 'first-of-shape' })

/** Posts that were accepted, oldest first. */
const postsOf = (fake: FakeDiscord) =>
  fake.requests.filter(({ method, route, status }) => method === 'POST' && route === '/channels/{channel_id}/messages' && status === 200)

/** How many messages each channel has. */
const messagesOf = (fake: FakeDiscord) => fake.guilds().map(({ channelId }) => fake.messagesIn(channelId).length)

function figuresOf({
  what,
  rates: [ours, bare],
  fakes,
}: {
  readonly what: string
  readonly rates: readonly [number, number]
  readonly fakes: readonly [FakeDiscord, FakeDiscord]
}): readonly Figure[] {
  const [refused, bareRefused] = fakes.map(({ rateLimited }) => rateLimited.global + rateLimited.user)
  const [twice, bareTwice] = fakes.map((fake) => messagesOf(fake).filter((messages) => messages > 1).length)
  const name = 'discord.js'
  return [
    figureOf({
      bench: BENCH,
      what: `${what}, of what is allowed`,
      unit: '/s',
      ours: [ours],
      baseline: { name: 'allowed', values: [ALLOWED_PER_SECOND] },
      target: 0.95,
    }),
    figureOf({ bench: BENCH, what: `${what}, beside the library's queue`, unit: '/s', ours: [ours], baseline: { name, values: [bare] } }),
    figureOf({
      bench: BENCH,
      what: 'refused with 429',
      unit: 'times',
      ours: [refused ?? 0],
      baseline: { name, values: [bareRefused ?? 0] },
      limit: 0,
    }),
    figureOf({
      bench: BENCH,
      what: 'channels told twice',
      unit: 'times',
      ours: [twice ?? 0],
      baseline: { name, values: [bareTwice ?? 0] },
      limit: 0,
    }),
  ]
}
