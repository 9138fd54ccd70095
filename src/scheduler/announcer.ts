/** Tells followers about changes, once per phase, by writing their deliveries. */

import { setImmediate as nextTurn } from 'node:timers/promises'
import { utcDay } from '../core/calendar-date.ts'
import type { Change } from '../core/change.ts'
import type { NewDelivery } from '../core/delivery.ts'
import { holdsFor } from '../core/digest-items.ts'
import { localDateOf } from '../core/local-time.ts'
import type { Notice } from '../core/notice.ts'
import type { Announcements } from '../core/ports/announcements.ts'
import type { Log } from '../core/ports/log.ts'
import type { OutboxStore } from '../core/ports/outbox-store.ts'
import type { People } from '../core/ports/people.ts'
import { afterQuietHours } from '../core/quiet-hours.ts'
import type { CalendarDate } from '../core/service.ts'
import { type PersonRef, type PersonSettings, SEVERITIES } from '../core/subscription.ts'
import { type Phase, type PlannedAnnouncement, phaseDays, planAnnouncements, reachedKeys } from './plan-announcements.ts'

export interface AnnouncerOptions {
  readonly people: Pick<People, 'followersOf'>
  readonly announcements: Announcements
  readonly outbox: Pick<OutboxStore, 'enqueue'>
  /** Every change the catalog knows, past and future. The same list as long as the catalog is the same. */
  readonly changes: () => readonly Change[]
  /** `today`: the day it is read on, where the person is. */
  /** `others`: further changes of the same service on the same day that concern this person, for the same message. */
  readonly followNotice: (change: Change, phase: Phase, settings: PersonSettings, today: CalendarDate, others: readonly Change[]) => Notice
  /** Days before a change takes effect on which those who may want to act are told again; 14, 3 and 1 unless told. */
  readonly deadlineDays?: readonly number[] | undefined
  readonly log: Log
}

/** What the followers of a service are owed one message about. */
export interface OwedAnnouncement {
  readonly change: Change
  readonly others: readonly Change[]
  readonly phase: Phase
  readonly followers: number
}

export interface Announcer {
  /** Writes what followers are owed and returns how many deliveries that was. On the very first call everything known is old news. */
  announce(now: number, signal: AbortSignal): Promise<number>
  /** What `announce` would write. Reads only. */
  owed(atMs: number): Promise<readonly OwedAnnouncement[]>
  /** When the next change takes effect or comes near, or `null`. */
  nextAt(now: number): number | null
}

const FOLLOWERS_PER_PAGE = 100

export function createAnnouncer(options: AnnouncerOptions): Announcer {
  const { people, announcements, outbox, changes: allChanges, followNotice, deadlineDays, log } = options
  /** The last day and list that were gone through to the end: nothing new is found until one of them differs. */
  let finished: { readonly changes: readonly Change[]; readonly today: CalendarDate } | null = null

  async function announce(now: number, signal: AbortSignal): Promise<number> {
    const changes = allChanges()
    const today = utcDay(now)
    const hasBaseline = await announcements.hasBaseline()
    if (hasBaseline && finished?.changes === changes && finished.today === today) return 0
    if (!hasBaseline) {
      await announcements.setBaseline(reachedKeys(changes, today, deadlineDays), now)
      log.info({ changes: changes.length }, 'announcements start from here')
    }
    let written = 0
    for (const group of groupsOf(await plan(changes, today))) {
      written += await tellFollowers(group, now, today, signal)
      // Only noted once everybody's delivery is written, and all at once: a repeat after a crash finds the same group with the same keys.
      if (signal.aborted) return written
      await announcements.note(group.keys, now)
      await nextTurn()
    }
    finished = { changes, today }
    return written
  }

  async function plan(changes: readonly Change[], today: CalendarDate): Promise<readonly PlannedAnnouncement[]> {
    return planAnnouncements(changes, new Set(await announcements.unseen(reachedKeys(changes, today, deadlineDays))), today, deadlineDays)
  }

  async function tellFollowers({ changes, phase }: Group, now: number, today: CalendarDate, signal: AbortSignal): Promise<number> {
    if (phase === null) return 0
    let written = 0
    const notices = new Map<string, Notice>()
    for await (const followers of followersOf(changes)) {
      if (signal.aborted) return written
      const deliveries = followers.map(({ person, settings, concerned: [change, ...others] }): NewDelivery => {
        const wording = JSON.stringify(settings)
        const dueAt = afterQuietHours(now, settings.zone)
        // "3 days left" is counted on the day it is read.
        const day = settings.zone === undefined ? today : localDateOf(dueAt, settings.zone)
        const notice = notices.get(wording) ?? followNotice(change, phase, settings, day, others)
        notices.set(wording, notice)
        return { key: followKey(change, phase, person), class: 'follow', destination: { kind: 'person', ...person }, notice, dueAt }
      })
      written += await outbox.enqueue(deliveries, now)
      await nextTurn()
    }
    log.info({ change: changes[0].key, changes: changes.length, phase, deliveries: written }, 'followers will be told')
    return written
  }

  /** Pages of followers with the changes that concern them; somebody whose region is not known is told all. */
  async function* followersOf(changes: Group['changes']) {
    for (let after: number | null = 0; after !== null; ) {
      const page: Awaited<ReturnType<People['followersOf']>> = await people.followersOf(changes[0].service.slug, {
        after,
        limit: FOLLOWERS_PER_PAGE,
      })
      yield page.people.flatMap(({ person, settings }) => {
        const { region } = settings
        const [first, ...rest] = region === undefined ? changes : changes.filter((change) => holdsFor(change, region))
        return first === undefined ? [] : [{ person, settings, concerned: [first, ...rest] as const }]
      })
      after = page.next
    }
  }

  async function owed(atMs: number): Promise<readonly OwedAnnouncement[]> {
    if (!(await announcements.hasBaseline())) return []
    const found: OwedAnnouncement[] = []
    for (const { changes, phase } of groupsOf(await plan(allChanges(), utcDay(atMs)))) {
      if (phase === null) continue
      let followers = 0
      for await (const page of followersOf(changes)) followers += page.length
      const [change, ...others] = changes
      if (followers > 0) found.push({ change, others, phase, followers })
    }
    return found
  }

  function nextAt(now: number): number | null {
    const today = utcDay(now)
    let next: CalendarDate | null = null
    for (const change of allChanges()) {
      if (change.effectiveOn <= today) continue
      for (const day of phaseDays(change, deadlineDays)) if (day > today && (next === null || day < next)) next = day
    }
    return next === null ? null : Date.parse(`${next}T00:00:00Z`)
  }

  return { announce, owed, nextAt }
}

/** Announcements told in one message: what one service does on one day. */
interface Group {
  /** What asks for action first, and always in the same order. */
  readonly changes: readonly [Change, ...Change[]]
  readonly phase: Phase | null
  readonly keys: readonly string[]
}

function groupsOf(planned: readonly PlannedAnnouncement[]): readonly Group[] {
  const groups = new Map<string, [PlannedAnnouncement, ...PlannedAnnouncement[]]>()
  for (const each of planned) {
    const { service, effectiveOn, key } = each.change
    const id = JSON.stringify(each.phase === null ? [key] : [service.slug, effectiveOn, each.phase])
    const group = groups.get(id)
    if (group === undefined) groups.set(id, [each])
    else group.push(each)
  }
  return [...groups.values()].map((group) => {
    const [first, ...rest] = group.toSorted((a, b) => urgency(b.change) - urgency(a.change) || (a.change.key < b.change.key ? -1 : 1))
    return {
      changes: [first?.change ?? group[0].change, ...rest.map(({ change }) => change)],
      phase: group[0].phase,
      keys: group.flatMap(({ keys }) => keys),
    }
  })
}

const urgency = ({ severity }: Change) => SEVERITIES.indexOf(severity)

const followKey = (change: Change, phase: Phase, person: PersonRef) =>
  `follow:${change.key}:${phase}:${person.chatPlatform}:${person.userId}`
