/** What we keep about somebody, in words for them alone. */

import type { Catalog } from '../core/catalog.ts'
import { type Block, type Notice, plain } from '../core/notice.ts'
import type { StoredAboutPerson } from '../core/ports/personal-data.ts'
import type { ChatPlatformName } from '../core/subscription.ts'
import { dateInWords } from './dates.ts'
import type { Messages } from './messages.ts'
import { shortNotice } from './short-notice.ts'

interface MyDataOptions {
  readonly messages: Messages
  readonly catalog: Catalog
  readonly chatPlatform: ChatPlatformName
}

/** More names than these become a count. */
const NAMES_MAX = 12

/** How many things are stored: what somebody is asked about before all of them are deleted. */
export function entriesStored(stored: StoredAboutPerson): number {
  const { settings, follows, checklist, reminders, messages, unreachableSince, decisions } = stored
  const chosen = Object.values(settings).filter((value) => value !== undefined).length
  const listed = follows.length + checklist.length + reminders.length + messages.length + decisions.length
  return chosen + listed + (unreachableSince === null ? 0 : 1)
}

/** The list, with buttons to take it away or to delete it. */
export function myDataNotice(stored: StoredAboutPerson, options: MyDataOptions): Notice {
  const { messages } = options
  const title = messages.text('mydata.title')
  const notKept = messages.text('mydata.notkept')
  if (entriesStored(stored) === 0) return shortNotice(messages, messages.text('mydata.nothing'), { title, quiet: [notKept] })
  const blocks: Block[] = [
    { kind: 'heading', level: 1, text: plain(title) },
    { kind: 'list', ordered: false, items: lines(stored, options).map(plain) },
    { kind: 'quiet', text: plain(notKept) },
    {
      kind: 'buttons',
      buttons: [
        { kind: 'action', label: messages.text('button.mydata.export'), action: { do: 'mydata-export' } },
        { kind: 'action', label: messages.text('button.mydata.delete'), action: { do: 'mydata-delete' } },
      ],
    },
  ]
  return { kind: 'list', locale: messages.locale, tone: 'none', blocks }
}

function lines(stored: StoredAboutPerson, { messages, catalog, chatPlatform }: MyDataOptions): readonly string[] {
  const { region, account, device, locale, zone } = stored.settings
  const found = [messages.text(`mydata.id.${chatPlatform}`)]
  if (region !== undefined) found.push(messages.text('mydata.region', { value: messages.place(region) }))
  if (account !== undefined) found.push(messages.text('mydata.account', { value: messages.text(`account.${account}`) }))
  if (device !== undefined) found.push(messages.text('mydata.device', { value: messages.text(`device.${device}`) }))
  if (locale !== undefined) found.push(messages.text('mydata.language', { value: locale }))
  if (zone !== undefined) found.push(messages.text('mydata.zone', { value: zone }))
  if (stored.follows.length > 0) {
    const names = stored.follows.map(({ slug }) => catalog.find(slug)?.name ?? slug)
    found.push(
      names.length > NAMES_MAX
        ? messages.text('mydata.follows.count', { count: names.length })
        : messages.text('mydata.follows', { names: messages.list(names) }),
    )
  }
  if (stored.checklist.length > 0) found.push(messages.text('mydata.checklist', { count: stored.checklist.length }))
  if (stored.reminders.length > 0) found.push(messages.text('mydata.reminders', { count: stored.reminders.length }))
  if (stored.messages.length > 0) found.push(messages.text('mydata.messages', { count: stored.messages.length }))
  if (stored.decisions.length > 0) found.push(messages.text('mydata.decisions', { count: stored.decisions.length }))
  if (stored.unreachableSince !== null) {
    const date = dateInWords(new Date(stored.unreachableSince).toISOString().slice(0, 10), messages)
    found.push(messages.text('mydata.unreachable', { date }))
  }
  return found
}
