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
import type { PersonRef, PersonSettings } from '../core/subscription.ts'
import { type Phase, type PlannedAnnouncement, phaseDays, planAnnouncements, reachedKeys } from './plan-announcements.ts'

export interface AnnouncerOptions {
  readonly people: Pick<People, 'followersOf'>
  readonly announcements: Announcements
  readonly outbox: Pick<OutboxStore, 'enqueue'>
  /** Every change the catalog knows, past and future. The same list as long as the catalog is the same. */
  readonly changes: () => readonly Change[]
  /** `today`: the day it is read on, where the person is. */
  readonly followNotice: (change: Change, phase: Phase, settings: PersonSettings, today: CalendarDate) => Notice
  readonly log: Log
}

/** A change whose followers are owed a message. */
export interface OwedAnnouncement {
  readonly change: Change
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

export function createAnnouncer({ people, announcements, outbox, changes: allChanges, followNotice, log }: AnnouncerOptions): Announcer {
  /** The last day and list that were gone through to the end: nothing new is found until one of them differs. */
  let finished: { readonly changes: readonly Change[]; readonly today: CalendarDate } | null = null

  async function announce(now: number, signal: AbortSignal): Promise<number> {
    const changes = allChanges()
    const today = utcDay(now)
    const hasBaseline = await announcements.hasBaseline()
    if (hasBaseline && finished?.changes === changes && finished.today === today) return 0
    if (!hasBaseline) {
      await announcements.setBaseline(reachedKeys(changes, today), now)
      log.info({ changes: changes.length }, 'announcements start from here')
    }
    let written = 0
    for (const planned of await plan(changes, today)) {
      written += await tellFollowers(planned, now, today, signal)
      // Only noted once everybody's delivery is written; a repeat after a crash finds the keys of those that were.
      if (signal.aborted) return written
      for (const key of planned.keys) await announcements.note(key, now)
      await nextTurn()
    }
    finished = { changes, today }
    return written
  }

  async function plan(changes: readonly Change[], today: CalendarDate): Promise<readonly PlannedAnnouncement[]> {
    return planAnnouncements(changes, new Set(await announcements.unseen(reachedKeys(changes, today))), today)
  }

  async function tellFollowers(
    { change, phase }: PlannedAnnouncement,
    now: number,
    today: CalendarDate,
    signal: AbortSignal,
  ): Promise<number> {
    if (phase === null) return 0
    let written = 0
    const notices = new Map<string, Notice>()
    for await (const followers of followersOf(change)) {
      if (signal.aborted) return written
      const deliveries = followers.map(({ person, settings }): NewDelivery => {
        const wording = JSON.stringify(settings)
        const dueAt = afterQuietHours(now, settings.zone)
        // "3 days left" is counted on the day it is read.
        const day = settings.zone === undefined ? today : localDateOf(dueAt, settings.zone)
        const notice = notices.get(wording) ?? followNotice(change, phase, settings, day)
        notices.set(wording, notice)
        return { key: followKey(change, phase, person), class: 'follow', destination: { kind: 'person', ...person }, notice, dueAt }
      })
      written += await outbox.enqueue(deliveries, now)
      await nextTurn()
    }
    log.info({ change: change.key, phase, deliveries: written }, 'followers will be told')
    return written
  }

  /** Pages of followers the change concerns; somebody whose region is not known is told. */
  async function* followersOf(change: Change) {
    for (let after: number | null = 0; after !== null; ) {
      const page: Awaited<ReturnType<People['followersOf']>> = await people.followersOf(change.service.slug, {
        after,
        limit: FOLLOWERS_PER_PAGE,
      })
      yield page.people.filter(({ settings }) => settings.region === undefined || holdsFor(change, settings.region))
      after = page.next
    }
  }

  async function owed(atMs: number): Promise<readonly OwedAnnouncement[]> {
    if (!(await announcements.hasBaseline())) return []
    const found: OwedAnnouncement[] = []
    for (const { change, phase } of await plan(allChanges(), utcDay(atMs))) {
      if (phase === null) continue
      let followers = 0
      for await (const page of followersOf(change)) followers += page.length
      if (followers > 0) found.push({ change, phase, followers })
    }
    return found
  }

  function nextAt(now: number): number | null {
    const today = utcDay(now)
    let next: CalendarDate | null = null
    for (const change of allChanges()) {
      if (change.effectiveOn <= today) continue
      for (const day of phaseDays(change)) if (day > today && (next === null || day < next)) next = day
    }
    return next === null ? null : Date.parse(`${next}T00:00:00Z`)
  }

  return { announce, owed, nextAt }
}

const followKey = (change: Change, phase: Phase, person: PersonRef) =>
  `follow:${change.key}:${phase}:${person.chatPlatform}:${person.userId}`
