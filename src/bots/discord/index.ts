export { createDiscordBot, type DiscordBotOptions } from './discord-bot.ts'
export { type ModalPayload, renderModal } from './modal.ts'
export { type RenderOptions, renderDiscord } from './render.ts'
