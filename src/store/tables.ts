/** The columns of every table as queries see them. Instants are epoch milliseconds, days are `YYYY-MM-DD`, lists and notices are JSON text. */

import type { Generated } from 'kysely'

interface PersonTable {
  id: Generated<number>
  chat_platform: string
  user_id: string
  region: string | null
  account: string | null
  device: string | null
  locale: string | null
  zone: string | null
}

interface FollowTable {
  /** Grows with time: the order of following, and the place in a list that is read in pages. */
  id: Generated<number>
  person_id: number
  slug: string
  followed_at: number
}

export interface DigestTable {
  id: Generated<number>
  chat_platform: string
  installation_id: string
  channel_id: string
  local_time: string
  zone: string
  weekday: number | null
  /** JSON list of slugs; `null` means all. */
  services: string | null
  min_severity: string
  only_if_changed: number
  region: string
  locale: string
  state: 'active' | 'paused'
  covered_until: string
  last_run_on: string | null
  due_at: number
  saved_at: number
}

export interface DeliveryTable {
  id: Generated<number>
  key: string
  class: string
  chat_platform: string
  /** Which destination, as text that is equal for equal destinations (destination-text.ts). */
  destination: string
  /** JSON; emptied once delivered, since nobody needs the words any more. */
  notice: string
  state: 'pending' | 'attempting' | 'delivered' | 'discarded'
  /** The due instant as asked for: the order within a destination. Never changes. */
  wanted_at: number
  /** When it can next be claimed: the due instant, a retry, or the end of a lease. `null` once it is over. */
  due_at: number | null
  attempt: number
  /** Which process claimed it, until that attempt is finished. */
  claimed_by: string | null
  failures: number
  unsettled_since: number | null
  resent: number
  message_id: string | null
  /** Why it was last not delivered. */
  code: string | null
  created_at: number
  finished_at: number | null
}

interface GoneDestinationTable {
  destination: string
  chat_platform: string
  code: string
  since: number
}

interface AnnouncementTable {
  key: string
  noted_at: number
  /** 1 when it was old news at the first start. */
  baseline: number
}

interface ServiceRequestTable {
  /** The name in small letters with single spaces: one row however it is typed. */
  folded: string
  /** As first typed. */
  name: string
  count: number
  first_at: number
  last_at: number
}

export interface ReminderTable {
  id: Generated<number>
  person_id: number
  /** The person's, repeated here so that what is due can be found without reading people. */
  chat_platform: string
  /** `asked`: the person asked for it. `look-back`: half a year after they marked something as done. */
  kind: 'asked' | 'look-back'
  slug: string
  /** IANA zone its times are meant in. */
  zone: string
  asked_at: number
  due_at: number
  /** How often it has been sent without an answer. */
  sent: number
  /** The channel it goes to (destination-text.ts); `null`: a direct message. */
  channel: string | null
}

export interface ChecklistItemTable {
  id: Generated<number>
  person_id: number
  slug: string
  /** The practice's id within its service. */
  practice: string
  state: 'todo' | 'done' | 'not-mine'
  /** The day it was marked so. */
  marked_on: string
  /** 0 when the person wants to hear no more about it half a year later. */
  ask_again: number
}

interface RemovedInstallationTable {
  chat_platform: string
  installation_id: string
  removed_at: number
}

interface MetaTable {
  key: string
  value: string
}

export interface LeaseTable {
  name: string
  /** A process, by a name it made up when it started. */
  holder: string
  /** Grows with each new holder. */
  term: number
  /** On the database server's clock. */
  ends_at: number
}

interface OperatorKeyTable {
  /** SHA-256 of the secret, base64url. */
  hash: string
  kind: 'link' | 'session'
  ends_at: number
}

interface MigrationTable {
  number: number
  name: string
}

export interface Tables {
  person: PersonTable
  follow: FollowTable
  digest: DigestTable
  delivery: DeliveryTable
  gone_destination: GoneDestinationTable
  announcement: AnnouncementTable
  service_request: ServiceRequestTable
  reminder: ReminderTable
  checklist_item: ChecklistItemTable
  removed_installation: RemovedInstallationTable
  meta: MetaTable
  lease: LeaseTable
  operator_key: OperatorKeyTable
  migration: MigrationTable
}
