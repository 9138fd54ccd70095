import type { Destination } from '../core/delivery.ts'
import type { ChatPlatformName } from '../core/subscription.ts'

/** A destination as one text, equal for equal destinations: ids may hold any character, so the parts are JSON. */
export function destinationText(destination: Destination): string {
  return JSON.stringify(
    destination.kind === 'person'
      ? [destination.chatPlatform, 'person', destination.userId]
      : [destination.chatPlatform, 'channel', destination.installationId, destination.channelId],
  )
}

/** The destination behind {@link destinationText}. */
export function parseDestination(text: string): Destination {
  const [chatPlatform, kind, first, second]: [ChatPlatformName, Destination['kind'], string, string] = JSON.parse(text)
  return kind === 'person' ? { kind, chatPlatform, userId: first } : { kind, chatPlatform, installationId: first, channelId: second }
}
