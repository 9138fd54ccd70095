/** `/operator`: a link to the operators' pages, for whoever runs this bot and nobody else. */

import type { Block } from '../core/notice.ts'
import { plain } from '../core/notice.ts'
import type { Command } from './command.ts'
import { privateMessages } from './reader.ts'
import { Refusal } from './refusal.ts'

export const operator: Command = {
  path: ['operator'],
  summary: 'command.operator',
  options: [],
  permission: 'operator',
  scope: 'anywhere',
  example: '/operator',
  run: async (_, asker, world) => {
    const { operators } = world
    if (operators === null || !operators.has(asker.person)) throw new Refusal('error.operator')
    const messages = privateMessages(asker, await world.people.settings(asker.person), world)
    const blocks: Block[] = [
      { kind: 'text', text: plain(messages.text('operator.link')) },
      { kind: 'buttons', buttons: [{ kind: 'link', label: messages.text('button.operator'), url: await operators.newLink(), main: true }] },
    ]
    const notice = { kind: 'setup' as const, locale: messages.locale, tone: 'none' as const, blocks }
    return { kind: 'message', notice, visibility: 'private', replaces: false }
  },
}
