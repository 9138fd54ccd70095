/** `optout due`: what is owed at an instant, looked at or sent by a program that then ends. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { due } from '../../src/cli/due.ts'
import { UsageError } from '../../src/cli/usage-error.ts'
import type { ChannelRef } from '../../src/core/subscription.ts'
import { serviceChanges } from '../../src/guides/changes.ts'
import { loadCatalog } from '../../src/guides/load.ts'
import { reachedKeys } from '../../src/scheduler/plan-announcements.ts'
import { openStore } from '../../src/store/open-store.ts'
import { type DiscordChat, startDiscordChat } from '../e2e/support/discord-chat.ts'
import { aMachine, type Machine } from '../e2e/support/machine.ts'
import { run } from '../e2e/support/program.ts'
import { inProcess } from './in-process.ts'

const NINE = Date.parse('2025-11-03T09:00:00Z')
const AT = ['--at', '2025-11-03T09:00:00Z'] as const

let machine: Machine
let chat: DiscordChat
let env: Readonly<Record<string, string>>
beforeEach(async () => {
  machine = aMachine()
  chat = await startDiscordChat({ now: () => NINE })
  env = { ...chat.env, DATA_DIR: machine.dataDir, LOG_LEVEL: 'silent' }
  await owe()
})
afterEach(async () => {
  await chat.stop()
  machine.dispose()
})

/** A channel with a digest at nine, and somebody who follows LinkedIn. */
async function owe(): Promise<void> {
  const store = await openStore({ dataDir: machine.dataDir })
  const [guild] = chat.discord.guilds()
  const channel: ChannelRef = { chatPlatform: 'discord', installationId: guild?.id ?? '', channelId: chat.channelId }
  await store.digests.save(
    channel,
    {
      schedule: { localTime: '09:00', zone: 'UTC' },
      services: ['linkedin'],
      minSeverity: 'all',
      onlyIfChanged: true,
      region: 'DE',
      locale: 'en',
    },
    { dueAt: NINE, coveredUntil: '2025-11-02', atMs: NINE - 86_400_000 },
  )
  const person = { chatPlatform: 'discord', userId: chat.discord.personId } as const
  await store.people.follow(person, 'linkedin', { atMs: NINE - 86_400_000, max: 10 })
  await store.people.remember(person, { region: 'DE' })
  const changes = (await loadCatalog()).services.flatMap(serviceChanges)
  await store.announcements.setBaseline(reachedKeys(changes, '2025-11-02'), NINE - 86_400_000)
  await store.close()
}

describe('without --send', () => {
  test('lists what is owed, and leaves it owed', async () => {
    const { output } = await inProcess(due, AT, env)
    const lines = output.trimEnd().split('\n')
    expect(lines[0]).toBe(`2025-11-03T09:00:00.000Z  digest for discord channel ${chat.channelId}: 1 changes`)
    expect(
      lines.some((line) => /^2025-11-03T09:00:00.000Z {2}linkedin\/content-generating-ai\/.+ \(effective\) to 1 followers$/.test(line)),
    ).toBe(true)
    expect(await inProcess(due, AT, env)).toEqual({ output, result: undefined })
    expect(chat.discord.requests).toEqual([])
  })

  test('as JSON each has its kind and instant, and no person is named', async () => {
    const { output } = await inProcess(due, [...AT, '--json'], env)
    const [digest, ...rest] = JSON.parse(output)
    expect(digest).toEqual({
      kind: 'digest',
      dueAt: '2025-11-03T09:00:00.000Z',
      chatPlatform: 'discord',
      to: chat.channelId,
      runOn: '2025-11-03',
      lateFrom: null,
      changes: [expect.stringMatching(/^linkedin\/content-generating-ai\/2025-11-03\//)],
      sends: true,
    })
    const follow = rest.find(({ change }: { change?: string }) => change?.startsWith('linkedin/content-generating-ai/2025-11-03/'))
    expect(follow).toMatchObject({ kind: 'follow', dueAt: '2025-11-03T09:00:00.000Z', phase: 'effective', followers: 1 })
    expect(output).not.toContain(chat.discord.personId)
  })

  test('says so when nothing is owed', async () => {
    expect((await inProcess(due, ['--at', '2025-11-02T08:59:00Z'], env)).output).toBe('Nothing is due at 2025-11-02T08:59:00.000Z.\n')
    expect((await inProcess(due, ['--at', '2025-11-02T08:59:00Z', '--json'], env)).output).toBe('[]\n')
  })
})

test('--send delivers it once and ends; a second time there is nothing left', async () => {
  const first = await run(['due', '--send', '--json', ...AT], { env })
  expect(first).toMatchObject({ code: 0, stderr: '' })
  expect(JSON.parse(first.stdout)).toMatchObject({ digestRuns: 1 })
  expect((await chat.inChannel()).map(({ text }) => text.includes('LinkedIn uses your profile and posts to train AI'))).toEqual([true])
  const direct = (await chat.directMessages()).map(({ text }) => text)
  expect(direct.filter((text) => text.includes('LinkedIn uses your profile and posts to train AI')).length).toBe(1)

  const second = await run(['due', '--send', ...AT], { env })
  expect(second).toMatchObject({ code: 0, stderr: '', stdout: 'Sent: 0 of 0 new and waiting deliveries taken up, 0 digests run.\n' })
  expect((await chat.inChannel()).length).toBe(1)
  expect((await chat.directMessages()).length).toBe(direct.length)
  expect(await chat.complaints()).toEqual([])
})

test.each([
  [['--at', 'noon'], {}, `We can't read "noon" as an instant. Try --at 2026-11-22T09:00:00Z.`],
  [['--at', '2026-13-01T00:00:00Z'], {}, `We can't read "2026-13-01T00:00:00Z" as an instant.`],
  [['--send'], { DISCORD_TOKEN: '' }, 'There is nowhere to send to: set DISCORD_TOKEN or SLACK_BOT_TOKEN, or leave out --send.'],
  [['now'], {}, '"now" is not expected here.'],
])('%j is refused with what to do', async (argv, changes, said) => {
  const { output, error } = await inProcess(due, argv, { ...env, ...changes })
  expect(output).toBe('')
  expect(error).toBeInstanceOf(UsageError)
  expect((error as Error).message).toContain(said)
})
