/** The digest of a channel: one sentence and one action per change, grouped by what people can do about it. */

import type { Change } from '../core/change.ts'
import { type Block, type Notice, plain, type RichText } from '../core/notice.ts'
import type { CalendarDate, Jurisdiction } from '../core/service.ts'
import { changeWords, quoteOf } from './change-words.ts'
import { dateInWords, dayInWords } from './dates.ts'
import { MARKS } from './guide-words.ts'
import type { Messages } from './messages.ts'
import { type Story, storiesOf } from './stories.ts'

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
  const stories = storiesOf(changes)
  const [only, second] = stories
  const single = second === undefined ? only : undefined
  return {
    kind: 'digest',
    locale: options.messages.locale,
    tone: single === undefined || single.first.announced !== undefined ? 'brand' : single.first.after,
    blocks: [
      ...opening(stories, single, options),
      ...(single === undefined ? groups(stories, options) : oneStory(single, options)),
      ...pressable(changes, options),
    ],
  }
}

function opening(stories: readonly Story[], single: Story | undefined, { messages, runOn, region, lateFrom }: DigestOptions): Block[] {
  const line = messages.text('digest.line', { date: dayInWords(runOn, messages), place: audienceWords(region, messages) })
  const needs = stories.filter(({ first }) => first.severity === 'action').length
  const small = needs === 0 || single !== undefined ? line : `${line} ${messages.text('digest.needs', { count: needs })}`
  const blocks: Block[] = [
    { kind: 'heading', level: 1, text: plain(titleOf(stories, single, messages)) },
    { kind: 'quiet', text: plain(small) },
  ]
  if (lateFrom !== null) {
    const late = messages.text('digest.late', { from: dateInWords(lateFrom, messages), to: dateInWords(runOn, messages) })
    blocks.push({ kind: 'quiet', text: plain(late) })
  }
  return blocks
}

/** A digest for the world tells everything, so it is for all regions. */
export const audienceWords = (region: Jurisdiction, messages: Messages) =>
  region === 'world' ? messages.text('place.any') : messages.place(region)

function titleOf(stories: readonly Story[], single: Story | undefined, messages: Messages): string {
  if (stories.length === 0) return messages.text('digest.nothing')
  if (single === undefined) return messages.text('changes.title', { count: stories.length })
  const name = messages.list([single.first, ...single.others].map(({ service }) => service.name))
  if (single.first.announced !== undefined) return messages.text('change.announced.heading', { name })
  return `${MARKS[single.first.after]} ${messages.text(`heading.${single.first.after}`, { name })}`
}

const wordsOf = ({ first, others }: Story, { messages, runOn }: DigestOptions): RichText => changeWords(first, runOn, messages, others)

function oneStory(story: Story, options: DigestOptions): Block[] {
  return [{ kind: 'text', text: wordsOf(story, options) }, ...proofOf(story.first, options.messages)]
}

function groups(stories: readonly Story[], options: DigestOptions): Block[] {
  const { messages, runOn } = options
  const blocks: Block[] = []
  let room = ITEMS_MAX
  for (const group of GROUPS) {
    const members = stories.filter(({ first }) => groupOf(first, runOn) === group).toSorted(byDate)
    const shown = members.slice(0, room)
    if (shown.length === 0) continue
    room -= shown.length
    blocks.push({ kind: 'heading', level: 2, text: plain(messages.text(`digest.group.${group}`)) })
    blocks.push(
      listOf(
        group,
        shown.map((story) => wordsOf(story, options)),
        messages,
      ),
    )
  }
  const hidden = Math.max(0, stories.length - ITEMS_MAX)
  if (hidden > 0) blocks.push({ kind: 'text', text: plain(messages.text('digest.more', { count: hidden })) })
  return blocks
}

const byDate = ({ first: a }: Story, { first: b }: Story) =>
  a.effectiveOn < b.effectiveOn ? -1 : a.effectiveOn > b.effectiveOn ? 1 : a.service.name < b.service.name ? -1 : 1

/** How a group shrinks: small print to a count first, then what is better, then the rest, each to its first two lines. */
function listOf(group: Group, lines: readonly RichText[], messages: Messages): Block {
  const list = (items: readonly RichText[]): Block => ({ kind: 'list', ordered: false, items })
  if (group === 'small') {
    return { ...list(lines), drop: 1, shorter: { kind: 'text', text: plain(messages.text('digest.smallcount', { count: lines.length })) } }
  }
  if (lines.length <= 2) return list(lines)
  const shorter = list([...lines.slice(0, 2), plain(messages.text('digest.more', { count: lines.length - 2 }))])
  return { ...list(lines), drop: group === 'better' ? 2 : 4, shorter }
}

function groupOf(change: Change, today: CalendarDate): Group {
  if (change.direction === 'neutral') return 'small'
  if (change.effectiveOn > today) return change.direction === 'worse' ? 'ahead' : 'better'
  return change.direction === 'worse' ? 'worse' : 'better'
}

function proofOf(change: Change, messages: Messages): Block[] {
  const quote = quoteOf(change)
  return quote === null ? [] : [{ kind: 'quiet', text: messages.rich('change.proof', { quote }), drop: 3 }]
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
