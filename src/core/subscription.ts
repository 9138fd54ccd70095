/** Standing wishes: a channel's digest, a person's follows, and what is remembered about a person to answer them well. */

import type { AskedAccount, CalendarDate, Device, Jurisdiction } from './service.ts'

export const CHAT_PLATFORMS = ['discord', 'slack', 'local'] as const
export type ChatPlatformName = (typeof CHAT_PLATFORMS)[number]

/** A person on one chat platform. On Slack the id is `TEAM/USER`, since user ids are per workspace. */
export interface PersonRef {
  readonly chatPlatform: ChatPlatformName
  readonly userId: string
}

/** What a person chose or told us; every field is optional and theirs to delete. */
export interface PersonSettings {
  readonly region?: Jurisdiction | undefined
  readonly account?: AskedAccount | undefined
  readonly device?: Device | undefined
  readonly locale?: string | undefined
  readonly zone?: string | undefined
}

/** How much a change matters to people: `action` someone may want to act, `notice` worth knowing, `all` small print too. */
export const SEVERITIES = ['all', 'notice', 'action'] as const
export type Severity = (typeof SEVERITIES)[number]

/** A channel, named so that it can be posted to. `installationId`: guild or workspace. */
export interface ChannelRef {
  readonly chatPlatform: ChatPlatformName
  readonly installationId: string
  readonly channelId: string
}

/** `weekday`: 1 Monday … 7 Sunday for a weekly digest; absent means daily. */
export interface DigestSchedule {
  /** Wall-clock time in `zone`, `HH:MM`. */
  readonly localTime: string
  /** IANA zone. */
  readonly zone: string
  readonly weekday?: 1 | 2 | 3 | 4 | 5 | 6 | 7 | undefined
}

/** What an administrator sets for a channel. */
export interface DigestSettings {
  readonly schedule: DigestSchedule
  /** Slugs; `null` means all services. */
  readonly services: readonly string[] | null
  readonly minSeverity: Severity
  readonly onlyIfChanged: boolean
  readonly region: Jurisdiction
  readonly locale: string
}

export interface Digest {
  readonly id: number
  readonly channel: ChannelRef
  readonly settings: DigestSettings
  readonly state: 'active' | 'paused'
  /** Changes up to and including this day have been told. */
  readonly coveredUntil: CalendarDate
  /** Local date of the last run, the run's identity; `null` before the first. */
  readonly lastRunOn: CalendarDate | null
  /** When it is next owed, epoch milliseconds. */
  readonly dueAt: number
}
