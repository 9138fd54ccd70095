export { createDiscordBot, type DiscordBotOptions } from './discord-bot.ts'
export type { ShardGuilds } from './gateway.ts'
