/** Messages to hundreds of channels of a workspace: how near to what it takes, which nobody is told. */

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type FakeSlack, fakeIds, startFakeSlack } from '../../tests/fakes/slack/index.ts'
import { credentials } from '../commands/slack.ts'
import type { Bench } from '../support/bench.ts'
import { type Figure, figureOf } from '../support/figure.ts'
import { startMeasured } from '../support/measured-child.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { perSecond, whenAccepted } from './accepted.ts'
import { oweDeliveries } from './owed.ts'

const BENCH = 'Fan-out on Slack'
/** The workspace's ceiling beside one message a second for a channel, with the fake's bursts: it must be found out from refusals. */
const ALLOWED_PER_SECOND = 5
const FIRST_MESSAGE_PATIENCE_MS = 30_000

export const slackFanOut: Bench = {
  name: 'fanout-slack',
  async run({ fanOut: { slackChannels } }) {
    const { ofThree, ofOne } = slackChannels
    const folder = temporaryFolder()
    const fakes = [await openFake(ofThree + ofOne), await openFake(ofThree + ofOne)] as const
    const [ourFake, bareFake] = fakes
    const channels = postsIn(ofThree, ofOne)
    const count = channels.length
    const patienceMs = (2 * count * 1_000) / ALLOWED_PER_SECOND + FIRST_MESSAGE_PATIENCE_MS
    try {
      await oweDeliveries(
        folder.path,
        channels.map((channelId) => ({ kind: 'channel', chatPlatform: 'slack', installationId: fakeIds.team, channelId })),
      )
      const ours = await startMeasured({
        script: 'bin/optout.mjs',
        args: ['serve'],
        env: { ...credentials(ourFake, 'socket'), DATA_DIR: folder.path, PORT: '0', LOG_LEVEL: 'warn' },
      })
      await ourFake.waitFor(() => postsOf(ourFake).length > 0, FIRST_MESSAGE_PATIENCE_MS)
      const { channel, metadata, token, ...body } = postsOf(ourFake)[0]?.args ?? {}
      const posts = join(folder.path, 'posts.json')
      writeFileSync(posts, JSON.stringify({ body, channels }))
      // Side by side, so that what disturbs the machine meets both alike: sending is mostly waiting.
      const bare = await startMeasured({
        script: 'bench/bare/slack-fan-out.ts',
        env: { ...credentials(bareFake, 'socket'), BENCH_POSTS: posts },
      })
      const [sent, sentBare] = await Promise.all(fakes.map((fake) => whenAccepted(() => postsOf(fake), { count, patienceMs })))
      await Promise.all([ours.stop(), bare.stop()])
      const { missing } = faultsOf(ourFake, channels)
      if (missing > 0 || ourFake.violations.length > 0) {
        throw new Error(`${BENCH}: ${missing} messages missing; ${ourFake.violations.slice(0, 3).join('; ')}`)
      }
      return figuresOf({ rates: [perSecond(sent ?? []), perSecond(sentBare ?? [])], fakes, channels })
    } finally {
      await Promise.all(fakes.map((fake) => fake.stop()))
      folder.remove()
    }
  },
}

async function openFake(channels: number): Promise<FakeSlack> {
  const fake = await startFakeSlack({ rateLimits: { perWorkspacePerMinute: ALLOWED_PER_SECOND * 60 }, validate: 'first-of-shape' })
  for (let n = 0; n < channels; n += 1) fake.addChannel({ id: channelId(n) })
  return fake
}

const channelId = (n: number) => `C0BENCH${String(n).padStart(4, '0')}`

/** The channel of each message, in the order they are asked for: some get three in a row, the others one. */
function postsIn(ofThree: number, ofOne: number): readonly string[] {
  return Array.from({ length: ofThree + ofOne }, (_, n) => Array.from({ length: n < ofThree ? 3 : 1 }, () => channelId(n))).flat()
}

/** Posts that were accepted, oldest first. */
const postsOf = (fake: FakeSlack) => fake.requests.filter(({ method, accepted }) => method === 'chat.postMessage' && accepted)

/** What became of the messages, each of which is known by its place in `channels`. */
function faultsOf(fake: FakeSlack, channels: readonly string[]) {
  const faults = { missing: 0, twice: 0, outOfOrder: 0 }
  const seen = new Map<number, number>()
  for (const channel of new Set(channels)) {
    let last = -1
    for (const { metadata } of fake.messagesIn(channel)) {
      const { key } = (metadata?.event_payload ?? {}) as { readonly key?: string }
      const n = Number(key?.slice(key.indexOf(':') + 1))
      if (n < last) faults.outOfOrder += 1
      last = n
      seen.set(n, (seen.get(n) ?? 0) + 1)
    }
  }
  faults.missing = channels.length - seen.size
  for (const times of seen.values()) if (times > 1) faults.twice += 1
  return faults
}

function figuresOf({
  rates: [ours, bare],
  fakes: [ourFake, bareFake],
  channels,
}: {
  readonly rates: readonly [number, number]
  readonly fakes: readonly [FakeSlack, FakeSlack]
  readonly channels: readonly string[]
}): readonly Figure[] {
  const what = `${channels.length} messages to ${new Set(channels).size} channels`
  const name = 'WebClient'
  const [faults, bareFaults] = [faultsOf(ourFake, channels), faultsOf(bareFake, channels)]
  const times = (label: string, ofOurs: number, ofBare: number, limit?: number) =>
    figureOf({
      bench: BENCH,
      what: label,
      unit: 'times',
      ours: [ofOurs],
      baseline: { name, values: [ofBare] },
      ...(limit === undefined ? {} : { limit }),
    })
  return [
    figureOf({
      bench: BENCH,
      what: `${what}, of what is allowed`,
      unit: '/s',
      ours: [ours],
      baseline: { name: 'allowed', values: [ALLOWED_PER_SECOND] },
      target: 0.9,
    }),
    figureOf({ bench: BENCH, what: `${what}, beside the library's queue`, unit: '/s', ours: [ours], baseline: { name, values: [bare] } }),
    times('refused with 429', ourFake.rateLimited, bareFake.rateLimited),
    times('messages that came twice', faults.twice, bareFaults.twice, 0),
    times('messages that came before an earlier one', faults.outOfOrder, bareFaults.outOfOrder, 0),
    times('messages that never came', faults.missing, bareFaults.missing, 0),
  ]
}
