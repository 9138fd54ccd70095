/** Who and where the practice chat is: one member in one channel of one installation. */

import type { Asker } from '../../commands/asker.ts'
import type { Destination } from '../../core/delivery.ts'
import type { ChannelRef, PersonRef } from '../../core/subscription.ts'
import type { Pane, Person } from './room.ts'

const MEMBER: PersonRef = { chatPlatform: 'local', userId: 'mina' }
const CHANNEL: ChannelRef = { chatPlatform: 'local', installationId: 'practice', channelId: 'privacy' }

/** The asker behind what was typed or pressed in a pane. */
export function askerIn(pane: Pane, person: Person, zone: string): Asker {
  return {
    person: MEMBER,
    channel: pane === 'channel' ? CHANNEL : null,
    locale: person.locale,
    installationLocale: null,
    zone,
    mayManage: async () => person.manages,
  }
}

/** True for the one channel there is. */
export function isChannel({ installationId, channelId }: ChannelRef): boolean {
  return installationId === CHANNEL.installationId && channelId === CHANNEL.channelId
}

/** The pane a destination is, or `null` when there is no such place here. */
export function paneOf(destination: Destination): Pane | null {
  if (destination.chatPlatform !== 'local') return null
  if (destination.kind === 'person') return destination.userId === MEMBER.userId ? 'person' : null
  return isChannel(destination) ? 'channel' : null
}
