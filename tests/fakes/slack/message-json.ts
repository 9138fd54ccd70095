/** A message as Slack writes it into answers, history and payloads. */
import type { JsonObject } from './json.ts'
import type { FakeMessage } from './messages.ts'

/** @param withMetadata metadata is only shown to those who ask for it, or who just posted it. */
export function messageJson(message: FakeMessage, appId: string, withMetadata: boolean): JsonObject {
  return {
    ...(message.botId !== undefined && { bot_id: message.botId, app_id: appId }),
    type: 'message',
    text: message.text,
    user: message.userId,
    ts: message.ts,
    team: message.teamId,
    ...(message.threadTs !== undefined && { thread_ts: message.threadTs }),
    ...(message.edits > 0 && { edited: { user: message.userId, ts: message.ts } }),
    ...(message.blocks.length > 0 && { blocks: message.blocks }),
    ...(message.attachments.length > 0 && { attachments: message.attachments }),
    ...(withMetadata && message.metadata !== undefined && { metadata: message.metadata }),
  }
}
