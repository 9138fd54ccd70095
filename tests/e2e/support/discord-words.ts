/** A Discord message as a person reads it: without the marks of its markdown, links by their words. */

import { visibleText } from '../../fakes/discord/visible-text.ts'

export function discordWords(message: Parameters<typeof visibleText>[0]): string {
  return visibleText(message)
    .replace(/\[([^\]]+)\]\(<?[^)]+\)/g, '$1')
    .replace(/^(?:#{1,3}|-#|>) /gm, '')
    .replaceAll('**', '')
}
