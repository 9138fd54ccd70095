/** Slash commands on Slack, over Socket Mode and over HTTP: our bot against a Bolt app acknowledging with one fixed message. */

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadCatalog } from '../../src/guides/load.ts'
import { type FakeSlack, fakeIds, startFakeSlack } from '../../tests/fakes/slack/index.ts'
import type { Bench } from '../support/bench.ts'
import { type MeasuredChild, startMeasured } from '../support/measured-child.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { measureArena, type Side } from './arena.ts'
import { makePeople, rememberPeople } from './people.ts'
import { mixedQuestions, type Question, type Questions, sameQuestion } from './questions.ts'

/** A workspace whose people the bot has met: it asks Slack about each of them once in ten minutes. */
const PEOPLE = 200
/** As for Discord: the messages themselves are the tests' business. */
const LOAD_TEST = { validate: 'never', kept: 100 } as const
const SIGNING_SECRET = 'bench-signing-secret'

export type Via = 'socket' | 'http'

export const slackSocketCommands: Bench = { name: 'slack-socket', run: (pace) => run('socket', pace) }
export const slackHttpCommands: Bench = { name: 'slack-http', run: (pace) => run('http', pace) }

async function run(via: Via, pace: Parameters<Bench['run']>[0]): ReturnType<Bench['run']> {
  const folder = temporaryFolder()
  try {
    const catalog = await loadCatalog()
    const people = makePeople(PEOPLE, (index) => `U0BENCH${String(index).padStart(4, '0')}`)
    await rememberPeople(folder.path, people, { chatPlatform: 'slack', userIdOf: ({ id }) => `${fakeIds.team}/${id}`, catalog })
    const [anybody] = people
    if (anybody === undefined) throw new Error('there is nobody')
    const same = sameQuestion(anybody)
    const open = async () => {
      const fake = await startFakeSlack(LOAD_TEST)
      for (const { id, locale } of people) fake.addUser({ id, locale })
      return fake
    }

    const ourFake = await open()
    const ourBot = await startMeasured({
      script: 'bin/optout.mjs',
      args: ['serve'],
      env: { ...credentials(ourFake, via), DATA_DIR: folder.path, PORT: '0', LOG_LEVEL: 'warn' },
    })
    deliverTo(ourFake, via, ourBot)
    const { ackBody } = await slash(ourFake, same())
    const answerFile = join(folder.path, 'answer.json')
    writeFileSync(answerFile, JSON.stringify(ackBody))

    const bareFake = await open()
    const bareBot = await startMeasured({ script: 'bench/bare/slack.ts', env: { ...credentials(bareFake, via), BENCH_ANSWER: answerFile } })
    deliverTo(bareFake, via, bareBot)
    const arena = {
      ours: sideOf(ourFake, ourBot),
      bare: sideOf(bareFake, bareBot),
      bareName: 'Bolt',
      same,
      mixed: mixedQuestions(catalog, people),
      newcomers: newcomers(),
    }
    return await measureArena(`Slash commands on Slack, ${via === 'socket' ? 'Socket Mode' : 'HTTP'}`, arena, pace)
  } finally {
    folder.remove()
  }
}

/** `linkedin`, each time asked by somebody else; the bot wonders about the language of every one of them. */
function newcomers(): Questions {
  let met = 0
  return () => {
    met += 1
    return { person: { id: `U0NEW${String(met).padStart(6, '0')}`, locale: 'en-US' }, platform: 'linkedin', region: 'DE' }
  }
}

/** What a bot needs to reach a fake Slack. */
export function credentials(fake: FakeSlack, via: Via): Readonly<Record<string, string>> {
  const door = via === 'socket' ? { SLACK_APP_TOKEN: fake.appToken } : { SLACK_SIGNING_SECRET: SIGNING_SECRET }
  return { SLACK_BOT_TOKEN: fake.botToken, SLACK_API_URL: fake.apiUrl, ...door }
}

function deliverTo(fake: FakeSlack, via: Via, { readyLine }: MeasuredChild): void {
  if (via === 'socket') return
  const url = `${/https?:\/\/\S+/.exec(readyLine)?.[0]}/slack/events`
  fake.delivery = { via: 'http', url, signingSecret: SIGNING_SECRET }
}

/** Answers must come with the acknowledgement: an answer that comes later would not be in the measured time. */
async function slash(fake: FakeSlack, { person, platform, region, account, device }: Question) {
  const words = [platform, region && `in ${region}`, account && `as ${account}`, device && `on ${device}`]
  const interaction = await fake.slash({ command: '/optout', text: words.filter(Boolean).join(' '), userId: person.id })
  const { failure, ackedInMs, ackBody } = interaction
  if (failure !== undefined || ackedInMs === undefined || ackBody === undefined) {
    throw new Error(`a slash command had no answer in its acknowledgement: ${failure ?? 'empty'}`)
  }
  return { ackedInMs, ackBody }
}

function sideOf(fake: FakeSlack, child: MeasuredChild): Side {
  return {
    child,
    async ask(question) {
      if (question.person.id.startsWith('U0NEW')) fake.addUser(question.person)
      return (await slash(fake, question)).ackedInMs
    },
    forget: fake.reset,
    get violations() {
      return [...fake.violations, ...fake.timeouts]
    },
    async stop() {
      await child.stop()
      await fake.stop()
    },
  }
}
