/** The digest of a channel: one sentence and one action per change, grouped by what people can do about it. */

import type { Change } from '../core/change.ts'
import { type Block, type Notice, plain, type RichText } from '../core/notice.ts'
import type { CalendarDate, Jurisdiction } from '../core/service.ts'
import { changeWords } from './change-words.ts'
import { dateInWords, dayInWords } from './dates.ts'
import type { Messages } from './messages.ts'

export interface DigestOptions {
  readonly messages: Messages
  /** The local date of the run. */
  readonly runOn: CalendarDate
  readonly region: Jurisdiction
  /** The first day covered, when the run is late because the bot was offline. */
  readonly lateFrom: CalendarDate | null
  readonly publicUrl: string | null
}

const ITEMS_MAX = 12
const SELECT_MAX = 25

type Group = 'ahead' | 'worse' | 'better' | 'small'
const GROUPS: readonly Group[] = ['ahead', 'worse', 'better', 'small']

/** Builds the digest; an empty list of changes says so in one line (channels that want proof of life). */
export function digestNotice(changes: readonly Change[], options: DigestOptions): Notice {
  const { messages, runOn } = options
  const [only, second] = changes
  const date = dayInWords(runOn, messages)
  const blocks: Block[] = []
  if (only === undefined) blocks.push({ kind: 'heading', level: 1, text: plain(messages.text('digest.nothing')) })
  else if (second === undefined) blocks.push({ kind: 'heading', level: 1, text: plain(messages.text('digest.title.one')) })
  else blocks.push({ kind: 'heading', level: 1, text: plain(messages.text('changes.title', { count: changes.length })) })
  const needs = changes.filter((change) => change.severity === 'action').length
  const line = messages.text('digest.line', { date, place: messages.place(options.region) })
  blocks.push({
    kind: 'quiet',
    text: plain(needs === 0 || changes.length === 1 ? line : `${line} ${messages.text('digest.needs', { count: needs })}`),
  })
  if (options.lateFrom !== null) {
    blocks.push({
      kind: 'quiet',
      text: plain(messages.text('digest.late', { from: dateInWords(options.lateFrom, messages), to: dateInWords(runOn, messages) })),
    })
  }
  blocks.push(...groups(changes, options))
  if (only !== undefined && second === undefined) blocks.push(...proofOf(only, messages))
  blocks.push(...pressable(changes, options))
  return { kind: 'digest', locale: messages.locale, tone: only !== undefined && second === undefined ? only.after : 'brand', blocks }
}

function groups(changes: readonly Change[], { messages, runOn }: DigestOptions): Block[] {
  const sorted = new Map<Group, Change[]>(GROUPS.map((group) => [group, []]))
  for (const change of changes) sorted.get(groupOf(change, runOn))?.push(change)
  const blocks: Block[] = []
  let shown = 0
  let hidden = 0
  for (const [group, members] of sorted) {
    if (members.length === 0) continue
    const ordered = members.toSorted((a, b) =>
      a.effectiveOn < b.effectiveOn ? -1 : a.effectiveOn > b.effectiveOn ? 1 : a.service.name < b.service.name ? -1 : 1,
    )
    const room = Math.max(0, ITEMS_MAX - shown)
    const lines = ordered.slice(0, room).map((change): RichText => changeWords(change, runOn, messages))
    shown += lines.length
    hidden += ordered.length - lines.length
    if (lines.length === 0) continue
    if (changes.length > 1) blocks.push({ kind: 'heading', level: 2, text: plain(messages.text(`digest.group.${group}`)) })
    const list: Block = { kind: 'list', ordered: false, items: lines }
    const count: Block = { kind: 'text', text: plain(messages.text('digest.smallcount', { count: ordered.length })) }
    if (changes.length === 1) blocks.push({ kind: 'text', text: lines[0] ?? [] })
    else if (group === 'small') blocks.push({ ...list, drop: 1, shorter: count })
    else if (lines.length > 2)
      blocks.push({
        ...list,
        drop: group === 'better' ? 2 : 4,
        shorter: {
          kind: 'list',
          ordered: false,
          items: [...lines.slice(0, 2), plain(messages.text('digest.more', { count: ordered.length - 2 }))],
        },
      })
    else blocks.push(list)
  }
  if (hidden > 0) blocks.push({ kind: 'text', text: plain(messages.text('digest.more', { count: hidden })) })
  return blocks
}

function groupOf(change: Change, today: CalendarDate): Group {
  if (change.direction === 'neutral') return 'small'
  if (change.effectiveOn > today) return change.direction === 'worse' ? 'ahead' : 'better'
  return change.direction === 'worse' ? 'worse' : 'better'
}

function proofOf(change: Change, messages: Messages): Block[] {
  const evidence = change.service.evidence.find((each) => change.rule.evidence.includes(each.id) && each.quote !== undefined)
  return evidence?.quote === undefined ? [] : [{ kind: 'quiet', text: messages.rich('change.proof', { quote: evidence.quote }), drop: 3 }]
}

function pressable(changes: readonly Change[], { messages, publicUrl }: DigestOptions): Block[] {
  const services = [...new Map(changes.map((change) => [change.service.slug, change.service])).values()]
  const blocks: Block[] = []
  if (services.length > 0) {
    blocks.push({
      kind: 'select',
      name: 'guide',
      placeholder: messages.text('select.guide'),
      options: services.slice(0, SELECT_MAX).map((service) => ({ label: service.name, action: { do: 'guide', slug: service.slug } })),
    })
  }
  const [first] = services
  const follow =
    first === undefined || services.length > 1
      ? []
      : [
          {
            kind: 'action' as const,
            label: messages.text('button.follow', { name: first.name }),
            action: { do: 'follow' as const, slug: first.slug },
          },
        ]
  const more = publicUrl === null ? [] : [{ kind: 'link' as const, label: messages.text('button.changes'), url: `${publicUrl}/changes` }]
  const following = { kind: 'action' as const, label: messages.text('button.following'), action: { do: 'following' as const } }
  blocks.push({ kind: 'buttons', buttons: [...follow, following, ...more] })
  return blocks
}
