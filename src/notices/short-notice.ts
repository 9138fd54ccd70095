/** Short answers: an error, a confirmation, a question back. */

import { type Block, type Button, type Notice, type NoticeKind, plain, type RichText } from '../core/notice.ts'
import type { Messages } from './messages.ts'

/** One line of text, perhaps with small print and buttons. */
export function shortNotice(
  messages: Messages,
  text: string | RichText,
  more: {
    readonly kind?: NoticeKind
    readonly title?: string
    readonly quiet?: readonly string[]
    readonly buttons?: readonly Button[]
  } = {},
): Notice {
  const blocks: Block[] = []
  if (more.title !== undefined) blocks.push({ kind: 'heading', level: 2, text: plain(more.title) })
  const words = typeof text === 'string' ? plain(text) : text
  if (words.length > 0) blocks.push({ kind: 'text', text: words })
  for (const line of more.quiet ?? []) blocks.push({ kind: 'quiet', text: plain(line) })
  if (more.buttons !== undefined && more.buttons.length > 0) blocks.push({ kind: 'buttons', buttons: more.buttons })
  return { kind: more.kind ?? 'list', locale: messages.locale, tone: 'none', blocks }
}
