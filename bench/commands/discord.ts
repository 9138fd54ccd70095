/** Slash commands on Discord: our bot against discord.js answering one fixed message. */

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadCatalog } from '../../src/guides/load.ts'
import { type FakeDiscord, startFakeDiscord } from '../../tests/fakes/discord/index.ts'
import type { Bench } from '../support/bench.ts'
import { type MeasuredChild, startMeasured } from '../support/measured-child.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { measureArena, type Side } from './arena.ts'
import { makePeople, rememberPeople } from './people.ts'
import { mixedQuestions, type Question, sameQuestion } from './questions.ts'

const PEOPLE = 200
/** Bodies are not held against Discord's schemas here, which would cost more than the bots themselves; deadlines and double answers are. */
const LOAD_TEST = { validate: 'never', keepRequests: 0 } as const

export const discordCommands: Bench = {
  name: 'discord',
  async run(pace) {
    const folder = temporaryFolder()
    try {
      const catalog = await loadCatalog()
      const people = makePeople(PEOPLE, (index) => String(1_100_000_000_000_000_000n + BigInt(index) * 4_194_304n))
      await rememberPeople(folder.path, people, { chatPlatform: 'discord', userIdOf: ({ id }) => id, catalog })
      const [anybody] = people
      if (anybody === undefined) throw new Error('there is nobody')
      const same = sameQuestion(anybody)

      const ourFake = await startFakeDiscord(LOAD_TEST)
      const ourBot = await startMeasured({
        script: 'bin/optout.mjs',
        args: ['serve'],
        env: { ...credentials(ourFake), DATA_DIR: folder.path, PORT: '0', LOG_LEVEL: 'warn' },
      })
      const { response } = await slash(ourFake, same())
      const answerFile = join(folder.path, 'answer.json')
      writeFileSync(answerFile, JSON.stringify(response.data))

      const bareFake = await startFakeDiscord(LOAD_TEST)
      bareFake.seedCommands(ourFake.commands())
      const bareBot = await startMeasured({ script: 'bench/bare/discord.ts', env: { ...credentials(bareFake), BENCH_ANSWER: answerFile } })
      const arena = {
        ours: sideOf(ourFake, ourBot),
        bare: sideOf(bareFake, bareBot),
        bareName: 'discord.js',
        same,
        mixed: mixedQuestions(catalog, people),
      }
      return await measureArena('Slash commands on Discord', arena, pace)
    } finally {
      folder.remove()
    }
  },
}

/** What a bot needs to reach a fake Discord. */
export const credentials = ({ token, apiUrl }: FakeDiscord) => ({ DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl })

/** Somebody types a command; resolves with its answer. */
export const slash = (fake: FakeDiscord, { person, platform, region, account, device }: Question) =>
  fake.slash({
    command: 'optout',
    user: person.id,
    locale: person.locale,
    options: {
      platform,
      ...(region === undefined ? {} : { region }),
      ...(account === undefined ? {} : { account }),
      ...(device === undefined ? {} : { device }),
    },
  })

/** A bot and the fake it is connected to, to ask. */
export function sideOf(fake: FakeDiscord, child: MeasuredChild): Side {
  return {
    child,
    ask: async (question) => (await slash(fake, question)).respondedInMs,
    forget: fake.forget,
    violations: fake.violations,
    async stop() {
      await child.stop()
      await fake.stop()
    },
  }
}
