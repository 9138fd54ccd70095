/** The practice chat's public door. */

export { createLocalBot, type LocalBot } from './local-bot.ts'
export type { Previews, Shown } from './previews.ts'
