/** `/mydata …`: what is stored about the person who asks, to see, to take away, and to delete. */

import { plain } from '../core/notice.ts'
import { entriesStored, myDataNotice } from '../notices/my-data-notice.ts'
import { shortNotice } from '../notices/short-notice.ts'
import type { Asker } from './asker.ts'
import type { Command } from './command.ts'
import { exportParts } from './my-data-export.ts'
import { privateMessages } from './reader.ts'
import type { MessageReply, Reply } from './reply.ts'
import type { World } from './world.ts'

const plainCommand = (name: 'show' | 'export' | 'delete', act: (asker: Asker, world: World) => Promise<Reply>): Command => ({
  path: ['mydata', name],
  summary: `command.mydata.${name}`,
  options: [],
  permission: 'anyone',
  scope: 'anywhere',
  example: name === 'show' ? '/mydata' : `/mydata ${name}`,
  run: (_, asker, world) => act(asker, world),
})

export const myDataCommands: readonly Command[] = [
  plainCommand('show', showMyData),
  plainCommand('export', (asker, world) => exportMyData(1, asker, world)),
  plainCommand('delete', (asker, world) => deleteMyData(false, asker, world)),
]

const privately = (notice: MessageReply['notice']): MessageReply => ({ kind: 'message', notice, visibility: 'private', replaces: false })

/** Everything that is stored, lists as counts. */
export async function showMyData(asker: Asker, world: World): Promise<Reply> {
  const stored = await world.personalData.of(asker.person)
  const messages = privateMessages(asker, stored.settings, world)
  return privately(myDataNotice(stored, { messages, catalog: world.catalog, chatPlatform: asker.person.chatPlatform }))
}

/**
 * The same as JSON, complete, in parts where it is long. It comes as text to copy rather than as a file: a file would need a further
 * permission in every Slack workspace, and would stay on the chat platform's servers after the person deletes everything here.
 */
export async function exportMyData(part: number, asker: Asker, world: World): Promise<Reply> {
  const stored = await world.personalData.of(asker.person)
  const messages = privateMessages(asker, stored.settings, world)
  if (entriesStored(stored) === 0) return showMyData(asker, world)
  const parts = exportParts(asker.person, stored)
  const shown = Math.min(Math.max(1, part), parts.length)
  const next = shown < parts.length
  return privately({
    kind: 'list',
    locale: messages.locale,
    tone: 'none',
    blocks: [
      { kind: 'heading', level: 2, text: plain(messages.text('mydata.export.title', { part: shown, parts: parts.length })) },
      { kind: 'copy', text: parts[shown - 1] ?? '' },
      { kind: 'quiet', text: plain(messages.text('mydata.export.hint')) },
      ...(next
        ? [
            {
              kind: 'buttons' as const,
              buttons: [
                {
                  kind: 'action' as const,
                  label: messages.text('button.mydata.next'),
                  action: { do: 'mydata-export' as const, part: shown + 1 },
                },
              ],
            },
          ]
        : []),
    ],
  })
}

/** Asks once; confirmed, everything is gone before the answer is given. */
export async function deleteMyData(confirmed: boolean, asker: Asker, world: World): Promise<Reply> {
  const stored = await world.personalData.of(asker.person)
  const messages = privateMessages(asker, stored.settings, world)
  if (confirmed) {
    await world.personalData.forget(asker.person)
    return privately(shortNotice(messages, messages.text('mydata.deleted'), { quiet: [messages.text('mydata.deleted.backups')] }))
  }
  const count = entriesStored(stored)
  if (count === 0) return showMyData(asker, world)
  return privately(
    shortNotice(messages, messages.text('mydata.delete.ask', { count }), {
      buttons: [
        {
          kind: 'action',
          label: messages.text('button.mydata.delete.yes'),
          action: { do: 'mydata-delete', confirmed: true },
          style: 'danger',
        },
        { kind: 'action', label: messages.text('button.mydata.keep'), action: { do: 'mydata-show' } },
      ],
    }),
  )
}
