export { createDiscordBot, type DiscordBotOptions } from './discord-bot.ts'
