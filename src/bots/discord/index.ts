export { createDiscordBot, type DiscordBotOptions } from './discord-bot.ts'
export { renderModal } from './modal.ts'
export { renderDiscord } from './render.ts'
