/** Small factories for what stores are asked to keep. */

import type { NewDelivery } from '../../src/core/delivery.ts'
import type { Notice } from '../../src/core/notice.ts'
import { plain } from '../../src/core/notice.ts'
import type { ChannelRef, DigestSettings, PersonRef } from '../../src/core/subscription.ts'

export const NOON = Date.UTC(2026, 7, 14, 12)
export const MINUTE = 60_000

export const ANNA: PersonRef = { chatPlatform: 'slack', userId: 'T1/U1' }
export const BEN: PersonRef = { chatPlatform: 'discord', userId: '200' }
export const PRIVACY: ChannelRef = { chatPlatform: 'discord', installationId: '1', channelId: '10' }
export const GENERAL: ChannelRef = { chatPlatform: 'slack', installationId: 'T1', channelId: 'C1' }

export function aNotice(words = 'LinkedIn changes its AI terms.'): Notice {
  return { kind: 'change', locale: 'en', tone: 'on', blocks: [{ kind: 'text', text: plain(words) }] }
}

export function aDelivery(key: string, given: Partial<NewDelivery> = {}): NewDelivery {
  return { key, class: 'follow', destination: { kind: 'person', ...BEN }, notice: aNotice(key), dueAt: NOON, ...given }
}

export function digestSettings(given: Partial<DigestSettings> = {}): DigestSettings {
  return {
    schedule: { localTime: '09:00', zone: 'Europe/Berlin' },
    services: null,
    minSeverity: 'all',
    onlyIfChanged: true,
    region: 'DE',
    locale: 'de',
    ...given,
  }
}
