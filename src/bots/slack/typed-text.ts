/** What people typed, as they meant it: Slack wraps links, people and channels in markup before an app sees them. */

import { TYPED_CHARS_MAX } from './limits.ts'

/**
 * The words without markup: links and e-mail addresses as typed, channels as their id, people left out (we never ask about people).
 * https://docs.slack.dev/messaging/formatting-message-text#retrieving-messages
 */
export function typedText(text: string): string {
  return text
    .slice(0, TYPED_CHARS_MAX)
    .replace(/<([^<>]*)>/g, (_, inside: string) => unwrapped(inside))
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim()
}

/** The words after the first mention of our bot; people also write "hey @optout linkedin". */
export function wordsAfterMention(text: string, botUserId: string): string {
  const start = text.indexOf(`<@${botUserId}`)
  const end = start === -1 ? -1 : text.indexOf('>', start)
  return typedText(text.slice(end + 1))
}

function unwrapped(inside: string): string {
  const [target = '', label] = inside.split('|')
  if (target.startsWith('@') || target.startsWith('!')) return ' '
  if (target.startsWith('#')) return target.slice(1)
  // `<http://linkedin.com|linkedin.com>` was typed as `linkedin.com`.
  return label !== undefined && target.endsWith(label) ? label : target.replace(/^mailto:/, '')
}
