import { expect, test, vi } from 'vitest'
import { loadChatPlatforms } from '../src/chat-platforms.ts'
import { openStore } from '../src/store/open-store.ts'
import { digestSettings, NOON } from './contracts/store-samples.ts'
import { startFakeDiscord } from './fakes/discord/index.ts'
import { createFakeFrontDesk } from './fakes/front-desk.ts'

const quiet = { debug() {}, info() {}, warn() {}, error() {} }
const plan = { dueAt: NOON, coveredUntil: '2026-08-13', atMs: NOON }

test('a server that removed the bot while it was not connected is found out when it connects again', async () => {
  const discord = await startFakeDiscord()
  const store = await openStore({ inMemory: true })
  const [still] = discord.guilds()
  const channelIn = (installationId: string) => ({ chatPlatform: 'discord', installationId, channelId: '1' }) as const
  for (const guildId of [still?.id ?? '', '999']) await store.digests.save(channelIn(guildId), digestSettings(), plan)
  const offer = await loadChatPlatforms({
    discord: { token: discord.token, apiUrl: discord.apiUrl },
    slack: null,
    defaults: { region: 'world', locale: 'en', zone: 'UTC' },
  })
  const clock = { now: () => NOON }
  const [offered] = offer({ frontDesk: createFakeFrontDesk(), clock, log: quiet, installations: store.installations }).all
  const bot = offered?.create()
  try {
    await bot?.start()
    await vi.waitFor(async () => expect(await store.installations.kept('discord')).toEqual([still?.id]))
    expect(await store.installations.purge(NOON + 1)).toBe(1)
    expect(await store.digests.of(channelIn('999'))).toBeNull()
  } finally {
    await bot?.stop()
    await discord.stop()
    await store.close()
  }
})
