export { createDiscordBot, type DiscordBotOptions } from './discord-bot.ts'
export { type RenderOptions, renderDiscord } from './render.ts'
export { renderModal } from './modal.ts'
