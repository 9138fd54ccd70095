/** `/help`: what there is, one line and one example each. */

import { type Block, plain } from '../core/notice.ts'
import type { MessageKey } from '../notices/messages.ts'
import type { Asker } from './asker.ts'
import type { Command } from './command.ts'
import { privateMessages } from './reader.ts'
import type { Reply } from './reply.ts'
import type { World } from './world.ts'

/** Help for a table of commands; of those with subcommands only the first: the others are found from its answer. */
export async function showHelp(commands: readonly Command[], asker: Asker, world: World): Promise<Reply> {
  const messages = privateMessages(asker, await world.people.settings(asker.person), world)
  const mayRun = ({ permission }: Command) => permission !== 'operator' || world.operators?.has(asker.person) === true
  const listed = commands.filter((command) => mayRun(command) && command === commands.find((each) => each.path[0] === command.path[0]))
  const blocks: Block[] = [
    { kind: 'heading', level: 2, text: plain(messages.text('help.title')) },
    {
      kind: 'list',
      ordered: false,
      items: listed.map((command) =>
        messages.rich('help.line', {
          example: asker.person.chatPlatform === 'slack' ? slackExample(command.example) : command.example,
          summary: messages.text(command.summary as MessageKey),
        }),
      ),
    },
    { kind: 'quiet', text: plain(messages.text('help.footer')) },
  ]
  return {
    kind: 'message',
    notice: { kind: 'list', locale: messages.locale, tone: 'brand', blocks },
    visibility: 'private',
    replaces: false,
  }
}

/** Slack has one slash command; the rest are its first word. */
const slackExample = (example: string) => (example.startsWith('/optout') ? example : `/optout ${example.slice(1)}`)
