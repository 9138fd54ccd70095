/** Slash commands while ten thousand messages go out: people must not notice. */

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Destination } from '../../src/core/delivery.ts'
import { loadCatalog } from '../../src/guides/load.ts'
import { type FakeDiscord, startFakeDiscord } from '../../tests/fakes/discord/index.ts'
import { type Side, type Slot, steadySlot, warmUp } from '../commands/arena.ts'
import { credentials, sideOf, slash } from '../commands/discord.ts'
import { makePeople, rememberPeople } from '../commands/people.ts'
import { mixedQuestions, type Questions, sameQuestion } from '../commands/questions.ts'
import type { Bench } from '../support/bench.ts'
import { type Figure, figureOf } from '../support/figure.ts'
import { startMeasured } from '../support/measured-child.ts'
import { quantile } from '../support/statistics.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { oweDeliveries } from './owed.ts'

const BENCH = 'Slash commands on Discord, during a fan-out'
const MESSAGES = 10_000
const PEOPLE = 200
/** The measured time is cut into so many of each kind of question: the bare bot is asked for half of them before and half after, each beside one of ours. */
const SLOTS = 4
const KINDS = 2
/** Fewer than this a second means that the messages were not going out as they should. */
const GOING_OUT_PER_SECOND = 40
const LOAD_TEST = { validate: 'never', rateLimits: true } as const

export const commandsDuringFanOut: Bench = {
  name: 'fanout-commands',
  async run({ fanOut: { commandsMs } }) {
    const folder = temporaryFolder()
    const running: Side[] = []
    const start = async (side: Side) => {
      running.push(side)
      await warmUp(side, { same, mixed })
      return side
    }
    const catalog = await loadCatalog()
    const people = makePeople(PEOPLE, (index) => String(1_100_000_000_000_000_000n + BigInt(index) * 4_194_304n))
    const [anybody] = people
    if (anybody === undefined) throw new Error('there is nobody')
    const same = sameQuestion(anybody)
    const mixed = mixedQuestions(catalog, people)
    try {
      const quietFake = await startFakeDiscord(LOAD_TEST)
      const quiet = await start(await ourSide(quietFake, join(folder.path, 'quiet')))
      const { response } = await slash(quietFake, same())
      const answerFile = join(folder.path, 'answer.json')
      writeFileSync(answerFile, JSON.stringify(response.data))
      const bareFake = await startFakeDiscord(LOAD_TEST)
      bareFake.seedCommands(quietFake.commands())
      const bare = await start(
        sideOf(
          bareFake,
          await startMeasured({ script: 'bench/bare/discord.ts', env: { ...credentials(bareFake), BENCH_ANSWER: answerFile } }),
        ),
      )

      const half = SLOTS / 2
      const found = { bare: slots(), quiet: slots(), busy: slots() }
      await askAll(found.bare, bare, half)
      await askAll(found.quiet, quiet, half)

      const busyFake = await startFakeDiscord(LOAD_TEST)
      const destinations = channelsOf(busyFake, MESSAGES)
      const busyDir = join(folder.path, 'busy')
      await oweDeliveries(busyDir, destinations)
      const busy = await start(await ourSide(busyFake, busyDir))
      let sent = 0
      await askAll(found.busy, busy, SLOTS, () => {
        sent += sentBy(busyFake)
      })
      const perSecond = (sent * 1_000) / commandsMs
      if (perSecond < GOING_OUT_PER_SECOND) throw new Error(`${BENCH}: only ${perSecond.toFixed(0)} messages a second went out`)
      await busy.stop()
      await askAll(found.quiet, quiet, half)
      await askAll(found.bare, bare, half)
      for (const { violations } of running) if (violations.length > 0) throw new Error(`${BENCH}: ${violations.slice(0, 3).join('; ')}`)
      return [...figuresOf('one guide', found, 'same'), ...figuresOf('mixed', found, 'mixed')]
    } finally {
      await Promise.all(running.map((side) => side.stop()))
      folder.remove()
    }

    async function ourSide(fake: FakeDiscord, dataDir: string): Promise<Side> {
      await rememberPeople(dataDir, people, { chatPlatform: 'discord', userIdOf: ({ id }) => id, catalog })
      const env = { ...credentials(fake), DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'warn' }
      return sideOf(fake, await startMeasured({ script: 'bin/optout.mjs', args: ['serve'], env }))
    }

    /** So many slots of each kind of question; `check` is called after each, before the fake forgets. */
    async function askAll(into: Slots, side: Side, times: number, check: () => void = () => {}): Promise<void> {
      const checked = {
        ...side,
        forget: () => {
          check()
          side.forget()
        },
      }
      for (let slot = 0; slot < times; slot += 1) {
        for (const [name, questions] of Object.entries({ same, mixed }) as [keyof Slots, Questions][]) {
          into[name].push(await steadySlot(checked, questions, commandsMs / (SLOTS * KINDS)))
        }
      }
    }
  },
}

interface Slots {
  readonly same: Slot[]
  readonly mixed: Slot[]
}

const slots = (): Slots => ({ same: [], mixed: [] })

/** So many channels of the fake's one server. */
function channelsOf(fake: FakeDiscord, count: number): readonly Destination[] {
  const [guild] = fake.guilds()
  if (guild === undefined) throw new Error('there is no server')
  return Array.from({ length: count }, () => ({
    kind: 'channel',
    chatPlatform: 'discord',
    installationId: guild.id,
    channelId: fake.addChannel(guild.id).id,
  }))
}

/** Messages accepted since the fake was last told to forget. */
const sentBy = (fake: FakeDiscord) =>
  fake.requests.filter(({ route, status }) => route === '/channels/{channel_id}/messages' && status === 200).length

function figuresOf(
  what: string,
  { bare, quiet, busy }: Readonly<Record<'bare' | 'quiet' | 'busy', Slots>>,
  kind: keyof Slots,
): readonly Figure[] {
  const compared = (label: string, q: number, name: string, baseline: Slots, target?: number) =>
    figureOf({
      bench: BENCH,
      what: `${what}: ${label}`,
      unit: 'ms',
      ours: busy[kind].map(({ tookMs }) => quantile(tookMs, q)),
      baseline: { name, values: baseline[kind].map(({ tookMs }) => quantile(tookMs, q)) },
      ...(target === undefined ? {} : { target }),
    })
  return [
    compared('answer p50', 0.5, 'discord.js', bare),
    compared('answer p99', 0.99, 'discord.js', bare, 1.5),
    compared('answer p50', 0.5, 'no fan-out', quiet),
    compared('answer p99', 0.99, 'no fan-out', quiet),
  ]
}
