import type { Catalog } from '../core/catalog.ts'
import type { ChatPlatform } from '../core/ports/chat-platform.ts'
import type { Checklists } from '../core/ports/checklists.ts'
import type { Clock } from '../core/ports/clock.ts'
import type { Digests } from '../core/ports/digests.ts'
import type { People } from '../core/ports/people.ts'
import type { PersonalData } from '../core/ports/personal-data.ts'
import type { Reminders } from '../core/ports/reminders.ts'
import type { ServiceRequests } from '../core/ports/requests.ts'
import type { Jurisdiction } from '../core/service.ts'
import type { ChannelRef, PersonRef } from '../core/subscription.ts'

/** What commands may reach: the catalog, the ports, the clock, and the operator's defaults. */
export interface World {
  readonly catalog: Catalog
  readonly people: People
  readonly digests: Digests
  readonly requests: ServiceRequests
  readonly reminders: Reminders
  readonly checklists: Checklists
  readonly personalData: PersonalData
  readonly clock: Clock
  readonly defaults: { readonly region: Jurisdiction; readonly locale: string; readonly zone: string }
  /** Base of our own web pages without a trailing slash, or `null` when there is no public address. */
  readonly publicUrl: string | null
  /** Who runs this bot, and a fresh one-time link to their pages; `null` when there are no such pages. */
  readonly operators: { has(person: PersonRef): boolean; newLink(): Promise<string> } | null
  /** The value made by an earlier call with an equal key, or a new one: notices are pure, so the same question has the same answer. */
  memo<T extends object>(key: unknown, make: () => T): T
  /** Asked before a digest is saved. */
  mayPost(channel: ChannelRef): ReturnType<ChatPlatform['mayPost']>
}
