import type { ChecklistItem } from '../checklist.ts'
import type { DeliveryClass } from '../delivery.ts'
import type { Reminder } from '../reminder.ts'
import type { PersonRef, PersonSettings } from '../subscription.ts'

/** Everything that is stored about one person. Instants are epoch milliseconds. */
export interface StoredAboutPerson {
  readonly settings: PersonSettings
  readonly follows: readonly { readonly slug: string; readonly followedAt: number }[]
  readonly checklist: readonly ChecklistItem[]
  readonly reminders: readonly Reminder[]
  /** Direct messages that were sent or wait to be. */
  readonly messages: readonly {
    readonly class: DeliveryClass
    readonly state: 'pending' | 'attempting' | 'delivered' | 'discarded'
    readonly writtenAt: number
    readonly endedAt: number | null
    readonly messageId: string | null
  }[]
  /** What they decided about stories, as an operator. */
  readonly decisions: readonly { readonly at: number; readonly what: string; readonly review: number }[]
  /** Since when direct messages have been refused, or `null`. */
  readonly unreachableSince: number | null
}

/** What a person may see, take with them and delete. */
export interface PersonalData {
  of(person: PersonRef): Promise<StoredAboutPerson>
  /** Deletes all of it at once, in one transaction, messages that wait to be sent among them. */
  forget(person: PersonRef): Promise<void>
}
