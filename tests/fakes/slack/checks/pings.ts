/** Finds everything in a message that would notify people: mention syntax in text, mention elements in rich text. */
import { isJsonObject } from '../json.ts'

const mention = /<!(?:channel|here|everyone|group)(?:\|[^>]*)?>|<@[UW][A-Z0-9]+(?:\|[^>]*)?>|<!subteam\^[A-Z0-9]+(?:\|[^>]*)?>/g

/** The mentions in one piece of mrkdwn, as written. */
export function pingsInText(text: string): string[] {
  return text.includes('<') ? (text.match(mention) ?? []) : []
}

/** The mentions in blocks or attachments, in mention syntax. `plain_text` and preformatted alt texts notify nobody. */
export function pingsInBlocks(blocks: unknown): string[] {
  const found: string[] = []
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const item of node) visit(item)
      return
    }
    if (!isJsonObject(node)) return
    const type = node.type
    if (type === 'plain_text') return
    if (type === 'broadcast') found.push(`<!${String(node.range)}>`)
    else if (type === 'user' && typeof node.user_id === 'string') found.push(`<@${node.user_id}>`)
    else if (type === 'usergroup') found.push(`<!subteam^${String(node.usergroup_id)}>`)
    else if (type === 'mrkdwn' || type === 'markdown') found.push(...pingsInText(String(node.text)))
    else for (const key in node) visit(node[key])
  }
  visit(blocks)
  return found
}

/** The mentions in legacy attachments, whose text fields are mrkdwn. */
export function pingsInAttachments(attachments: readonly unknown[]): string[] {
  return attachments.flatMap((attachment) => {
    if (!isJsonObject(attachment)) return []
    const texts = [attachment.text, attachment.pretext].filter((value) => typeof value === 'string')
    return [...texts.flatMap(pingsInText), ...pingsInBlocks(attachment.blocks ?? [])]
  })
}
