/** Every way the bot can be reached. */

import type { Chat } from './chat.ts'
import { startDiscordChat } from './discord-chat.ts'
import type { Machine } from './machine.ts'
import { practiceChat } from './practice-chat.ts'
import { startSlackChat } from './slack-chat.ts'

/** Starts the chat platform at the machine's time. */
export const CHATS: readonly (readonly [name: string, start: (machine: Machine) => Promise<Chat>])[] = [
  ['Discord', (machine) => startDiscordChat({ now: machine.now })],
  ['Slack over Socket Mode', (machine) => startSlackChat('socket', { now: machine.now })],
  ['Slack over HTTP', (machine) => startSlackChat('http', { now: machine.now })],
  ['the practice chat', async () => practiceChat()],
]
