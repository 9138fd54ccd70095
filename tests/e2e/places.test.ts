/** Wherever people ask: direct messages, mentions, servers where only they brought the bot; and the command line, which prints the same. */

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { guide } from '../../src/cli/guide.ts'
import { printed } from '../cli/in-process.ts'
import { fakeIds } from '../fakes/slack/index.ts'
import { type DiscordChat, startDiscordChat } from './support/discord-chat.ts'
import { aMachine, type Machine } from './support/machine.ts'
import { type Program, startProgram } from './support/program.ts'
import { type SlackChat, startSlackChat } from './support/slack-chat.ts'

const ON = '● LinkedIn: AI training is on by default'
const linkedin = { command: 'optout', options: { platform: 'linkedin', region: 'DE', date: '2025-11-03' } } as const
const asCommand = ['linkedin', '--region', 'DE', '--on', '2025-11-03'] as const

let machine: Machine
let discordChat: DiscordChat
let slackChat: SlackChat
let program: Program
beforeAll(async () => {
  machine = aMachine()
  discordChat = await startDiscordChat()
  slackChat = await startSlackChat('socket')
  program = startProgram({ env: { ...discordChat.env, ...slackChat.env, DATA_DIR: machine.dataDir, PORT: '0' } })
  const url = await program.ready()
  await Promise.all([discordChat.connect(url), slackChat.connect(url)])
})
afterEach(async () => {
  expect([...(await discordChat.complaints()), ...(await slackChat.complaints())]).toEqual([])
})
afterAll(async () => {
  const { code } = await program.stop()
  await Promise.all([discordChat.stop(), slackChat.stop()])
  machine.dispose()
  expect(code).toBe(0)
})

describe('on Discord', () => {
  test.each([
    ['the bot’s direct messages', { context: 'bot-dm' }],
    ['a group chat, brought along by a person', { context: 'private-channel', install: 'user' }],
    ['a server the bot is not in', { context: 'guild', install: 'user' }],
  ] as const)('a guide is answered in %s', async (_, place) => {
    const answer = await discordChat.discord.slash({ ...linkedin, ...place })
    expect(discordChat.discord.visibleText(await answer.whenVisible())).toContain(ON)
    expect(answer.ephemeral).toBe(true)
  })

  test('the answer is what the command line prints for it', async () => {
    const answer = await discordChat.discord.slash(linkedin)
    expect(answer.response.data).toEqual(JSON.parse(await printed(guide, [...asCommand, '--as', 'discord'])))
  })
})

describe('on Slack', () => {
  test('a mention in a channel is answered to the person alone', async () => {
    const { slack } = slackChat
    const before = slack.ephemeralTo(fakeIds.alice).length
    await slack.mention({ text: 'linkedin in DE on 2025-11-03', userId: fakeIds.alice, channelId: fakeIds.general })
    const answer = await slack.waitFor(() => slack.ephemeralTo(fakeIds.alice)[before], 20_000)
    expect(slack.visibleText(answer)).toContain(ON)
  })

  test('what is written to the bot directly is answered there', async () => {
    const { slack } = slackChat
    await slack.directMessage({ text: 'linkedin in DE on 2025-11-03', userId: fakeIds.alice })
    const answer = await slack.waitFor(() => slack.dmsTo(fakeIds.alice)[0], 20_000)
    expect(slack.visibleText(answer)).toContain(ON)
  })

  test('the answer is what the command line prints for it', async () => {
    const asked = await slackChat.slack.slash({ command: '/optout', text: 'linkedin in DE on 2025-11-03', userId: fakeIds.alice })
    expect(asked.ackBody).toMatchObject(JSON.parse(await printed(guide, [...asCommand, '--as', 'slack'])))
  })
})
