/** The chat-platform contract, run against each of them. */

import { createLocalBot } from '../../src/bots/local/index.ts'
import { createMovableClock } from '../../src/core/movable-clock.ts'
import { noticeText } from '../../src/core/notice-text.ts'
import { toChannel as discordChannel, startBot as startDiscord } from '../bots/discord/start-bot.ts'
import { startBot as startSlack } from '../bots/slack/start-bot.ts'
import { knownIds } from '../fakes/discord/index.ts'
import { createFakeFrontDesk } from '../fakes/front-desk.ts'
import { fakeIds, faults, visibleText as slackText } from '../fakes/slack/index.ts'
import { type ChatPlatformWorld, chatPlatformContract } from './chat-platform.ts'

chatPlatformContract('Discord', async (): Promise<ChatPlatformWorld> => {
  const { discord, bot, stop } = await startDiscord({ start: false })
  const channel = discordChannel(discord)
  if (channel.kind !== 'channel') throw new Error('unreachable')
  return {
    bot,
    channel,
    person: { kind: 'person', chatPlatform: 'discord', userId: knownIds.person },
    noChannel: { ...channel, channelId: '999999999999999999' },
    seenInChannel: async () => discord.messagesIn(channel.channelId).map(discord.visibleText),
    seenByPerson: async () => discord.dmsTo(knownIds.person).map(discord.visibleText),
    loseNextAnswer: () =>
      void discord.fault({ kind: 'accept-then-reset', match: { method: 'POST', path: '/channels/{channel_id}/messages' } }),
    closeDirectMessages: () => discord.setDms(knownIds.person, 'closed'),
    complaints: () => discord.violations,
    stop,
  }
})

for (const via of ['socket', 'http'] as const) {
  chatPlatformContract(`Slack over ${via}`, async (): Promise<ChatPlatformWorld> => {
    const { slack, bot, stop } = await startSlack({ via, start: false })
    const channel = { kind: 'channel', chatPlatform: 'slack', installationId: fakeIds.team, channelId: fakeIds.general } as const
    return {
      bot,
      channel,
      person: { kind: 'person', chatPlatform: 'slack', userId: `${fakeIds.team}/${fakeIds.alice}` },
      noChannel: { ...channel, channelId: 'C0NOWHERE' },
      seenInChannel: async () => slack.messagesIn(fakeIds.general).map(slackText),
      seenByPerson: async () => slack.dmsTo(fakeIds.alice).map(slackText),
      loseNextAnswer: () => void slack.fail({ method: 'chat.postMessage', times: 1 }, faults.acceptThenReset),
      closeDirectMessages() {
        const person = slack.user(fakeIds.alice)
        if (person !== undefined) person.dm = 'cannot_dm_bot'
      },
      complaints: () => [...slack.violations, ...slack.pings].map(String),
      stop,
    }
  })
}

chatPlatformContract('the practice chat', async (): Promise<ChatPlatformWorld> => {
  const clock = createMovableClock({ now: Date.now })
  const quiet = () => {}
  const bot = createLocalBot({
    frontDesk: createFakeFrontDesk(),
    clock,
    previews: { discord: (shown) => (shown.kind === 'delivery' ? noticeText(shown.delivery.notice) : null), slack: () => null },
    settleAll: async () => {},
    nextDueAt: async () => null,
    startOver: async () => {},
    zone: 'UTC',
    locale: 'en',
    locales: ['en'],
    hosts: [],
    site: { stylesheet: '/assets/site.css', icon: '/assets/icon.svg' },
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  })
  const channel = { kind: 'channel', chatPlatform: 'local', installationId: 'practice', channelId: 'privacy' } as const
  const seenIn = async (pane: string) => {
    const state = (await (await bot.routes.request('/state', { headers: { host: 'localhost' } })).json()) as {
      messages: { pane: string; discord: string }[]
    }
    return state.messages.filter((message) => message.pane === pane).map((message) => message.discord)
  }
  return {
    bot,
    channel,
    person: { kind: 'person', chatPlatform: 'local', userId: 'mina' },
    noChannel: { ...channel, channelId: 'nowhere' },
    seenInChannel: () => seenIn('channel'),
    seenByPerson: () => seenIn('person'),
    loseNextAnswer: null,
    closeDirectMessages: null,
    complaints: () => [],
    stop: () => bot.stop(),
  }
})
