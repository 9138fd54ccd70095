/** The practice chat's public door. */

export { createLocalBot, type LocalBot, type LocalBotOptions } from './local-bot.ts'
export type { Payloads, Previews, Shown } from './previews.ts'
