/** What a digest is set to, in words: after setting it, on asking, and as a preview. */

import { addDays } from '../core/calendar-date.ts'
import type { Catalog } from '../core/catalog.ts'
import type { Change } from '../core/change.ts'
import { digestItems } from '../core/digest-items.ts'
import { type Block, type Button, type Notice, plain } from '../core/notice.ts'
import type { CalendarDate } from '../core/service.ts'
import type { Digest, DigestSettings } from '../core/subscription.ts'
import { changesBetween } from '../guides/changes.ts'
import { dateInWords } from './dates.ts'
import { audienceWords, digestNotice } from './digest-notice.ts'
import { type Messages, messagesFor } from './messages.ts'
import { shortNotice } from './short-notice.ts'

interface SetupOptions {
  readonly messages: Messages
  readonly catalog: Catalog
  readonly channelName: string
}

/** "#privacy gets a digest every day at 9:00 (Europe/Berlin), only when something changed. First one: tomorrow." */
export function digestConfirmation(
  settings: DigestSettings,
  options: SetupOptions & { readonly next: CalendarDate; readonly checked: boolean },
): Notice {
  const { messages } = options
  const first = messages.text('digest.set.first', { date: dateInWords(options.next, messages), time: settings.schedule.localTime })
  return shortNotice(messages, `${scheduleWords(settings, options)} ${first}`, {
    kind: 'setup',
    title: messages.text('digest.set.title'),
    quiet: [contentWords(settings, options), messages.text(options.checked ? 'digest.set.maypost' : 'digest.set.maypost.unknown')],
    buttons: manageButtons('active', messages),
  })
}

/** The confirm line again, with the last and the next run. */
export function digestSummary(digest: Digest, options: SetupOptions): Notice {
  const { messages } = options
  const { settings } = digest
  const lines = [
    digest.state === 'paused'
      ? messages.text('digest.show.paused')
      : messages.text('digest.show.next', { date: dateInWords(dayOf(digest), messages), time: settings.schedule.localTime }),
    digest.lastRunOn === null
      ? messages.text('digest.show.never')
      : messages.text('digest.show.last', { date: dateInWords(digest.lastRunOn, messages) }),
    messages.text('digest.nothing.line', { date: dateInWords(digest.coveredUntil, messages), count: options.catalog.services.length }),
  ]
  return shortNotice(messages, scheduleWords(settings, options), {
    kind: 'setup',
    title: messages.text('digest.show.title'),
    quiet: [contentWords(settings, options), lines.join(' ')],
    buttons: manageButtons(digest.state, messages),
  })
}

function dayOf(digest: Digest): CalendarDate {
  return new Date(digest.dueAt).toLocaleDateString('sv-SE', { timeZone: digest.settings.schedule.zone })
}

function scheduleWords({ schedule, onlyIfChanged }: DigestSettings, { messages, channelName }: SetupOptions): string {
  const values = {
    channel: channelName,
    time: schedule.localTime,
    zone: schedule.zone,
    only: onlyIfChanged ? messages.text('digest.set.only') : '',
  }
  return schedule.weekday === undefined
    ? messages.text('digest.set.daily', values)
    : messages.text('digest.set.weekly', { ...values, weekday: messages.text(`weekday.${schedule.weekday}`) })
}

function contentWords(settings: DigestSettings, { messages, catalog }: SetupOptions): string {
  const services =
    settings.services === null
      ? messages.text('digest.set.services.all', { count: catalog.services.length })
      : messages.text('digest.set.services.some', {
          names: messages.list(settings.services.map((slug) => catalog.find(slug)?.name ?? slug)),
        })
  const severity = messages.text(`digest.set.severity.${settings.minSeverity}`)
  return messages.text('digest.set.what', { services, place: audienceWords(settings.region, messages), severity })
}

function manageButtons(state: Digest['state'], messages: Messages): Button[] {
  return [
    { kind: 'action', label: messages.text('button.digest.preview'), action: { do: 'digest-preview' } },
    state === 'active'
      ? { kind: 'action', label: messages.text('button.digest.pause'), action: { do: 'digest-pause' } }
      : { kind: 'action', label: messages.text('button.digest.resume'), action: { do: 'digest-resume' } },
    { kind: 'action', label: messages.text('button.digest.off'), action: { do: 'digest-off' } },
  ]
}

const HISTORY_START = '1990-01-01'
const FAR = '2100-01-01'

/**
 * The digest as it would arrive now, from what changed since the last one; with nothing new, the last real one, and it says so. Only the
 * asker sees it.
 */
export function digestPreview(
  digest: Digest,
  options: { readonly messages: Messages; readonly catalog: Catalog; readonly today: CalendarDate; readonly publicUrl: string | null },
): Notice {
  const { messages, catalog, today } = options
  const all = changesBetween(catalog, HISTORY_START, FAR)
  const fresh = digestItems(all, digest.settings, { after: digest.coveredUntil, upTo: today })
  const channelMessages = messagesFor(digest.settings.locale)
  const build = (changes: readonly Change[], runOn: CalendarDate) =>
    digestNotice(changes, {
      messages: channelMessages,
      runOn,
      region: digest.settings.region,
      lateFrom: null,
      publicUrl: options.publicUrl,
    })
  if (fresh.length > 0) {
    const title = messages.text('digest.preview.title', {
      from: dateInWords(addDays(digest.coveredUntil, 1), messages),
      to: dateInWords(today, messages),
    })
    return withRemark(build(fresh, today), title)
  }
  const past = digestItems(all, digest.settings, { after: HISTORY_START, upTo: today })
  const last = past.filter((change) => change.effectiveOn <= today).at(-1)?.effectiveOn
  if (last === undefined) return shortNotice(messages, messages.text('digest.preview.none'))
  const items = past.filter((change) => change.effectiveOn === last)
  const title = messages.text('digest.preview.title', { from: dateInWords(last, messages), to: dateInWords(last, messages) })
  return withRemark(build(items, last), `${title} ${messages.text('digest.preview.last', { date: dateInWords(last, messages) })}`)
}

function withRemark(notice: Notice, remark: string): Notice {
  const line: Block = { kind: 'quiet', text: plain(remark) }
  return { ...notice, blocks: [line, ...notice.blocks] }
}
