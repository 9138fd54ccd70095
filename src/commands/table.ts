/** The command table: both bots, the practice chat and the help text are made from it. */

import { changes } from './changes.ts'
import { checklist } from './checklist.ts'
import type { Command } from './command.ts'
import { digestCommands } from './digest.ts'
import { follow, following, unfollow } from './follow.ts'
import { showHelp } from './help.ts'
import { myDataCommands } from './my-data.ts'
import { operator } from './operator.ts'
import { optout } from './optout.ts'
import { remind } from './remind.ts'

const help: Command = {
  path: ['help'],
  summary: 'command.help',
  options: [],
  permission: 'anyone',
  scope: 'anywhere',
  example: '/help',
  run: (_, asker, world) => showHelp(COMMANDS, asker, world),
}

export const COMMANDS: readonly Command[] = [
  optout,
  changes,
  follow,
  unfollow,
  following,
  checklist,
  remind,
  ...digestCommands,
  ...myDataCommands,
  operator,
  help,
]
