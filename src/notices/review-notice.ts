/** A story for operators: what changed, word for word, what people would read, and what to do with it. */

import type { Catalog } from '../core/catalog.ts'
import { localDateOf } from '../core/local-time.ts'
import { type Block, type Button, type Notice, type Option, plain, type RichText } from '../core/notice.ts'
import { type Decision, DISMISSALS, type Draft, type Review, type SeenStory } from '../core/review.ts'
import { changedWords } from './changed-words.ts'
import { dateInWords } from './dates.ts'
import type { MessageKey, Messages } from './messages.ts'
import { momentInWords } from './reminder-notice.ts'

export interface ReviewOptions {
  readonly messages: Messages
  readonly catalog: Catalog
  /** IANA zone of whoever reads it. */
  readonly zone: string
  readonly now: number
  /** Others of the same service, newest first. */
  readonly earlier: readonly Review[]
  readonly decisions: readonly Decision[]
  readonly reach: { readonly channels: number; readonly people: number }
  /** How many wait, this one included. */
  readonly waiting: number
}

/** Each side of a change is shown so far; the rest is behind the link. */
const SIDE_CHARS_MAX = 600
const PASSAGES_MAX = 3
const EARLIER_MAX = 3

const nameOf = (seen: SeenStory, catalog: Catalog) => (seen.slug === null ? undefined : catalog.find(seen.slug)?.name) ?? seen.service

/** The card of one story. Who looks at one that is decided sees what was decided and what can still be done. */
export function reviewCard(review: Review, options: ReviewOptions): Notice {
  const { messages, catalog, zone } = options
  const { seen, draft } = review
  const name = nameOf(seen, catalog)
  const kind = messages.text(`kind.${draft.kind}`)
  const score = Math.round(seen.score * 100)
  const facts = messages.text('review.facts', {
    score,
    date: dateInWords(localDateOf(seen.seenAt, zone), messages),
    collection: seen.collection,
    waiting: options.waiting,
  })
  const blocks: Block[] = [
    { kind: 'heading', level: 2, text: plain(messages.text('review.title', { name, document: seen.document, kind })) },
    { kind: 'quiet', text: plain(facts) },
    ...(seen.held === null ? [] : [{ kind: 'text' as const, text: messages.rich('review.held', { why: seen.held }) }]),
    ...passageBlocks(seen, messages),
    { kind: 'text', text: plain(aboutLine(draft, messages)) },
    ...(seen.slug === null
      ? [{ kind: 'quiet' as const, text: plain(messages.text('review.noguide')) }]
      : [{ kind: 'quiet' as const, text: plain(messages.text('review.reach', options.reach)) }]),
    { kind: 'text', text: [...messages.rich('review.read'), ...plain(' '), ...plain(draft.sentence)] },
    ...earlierBlocks(options),
    ...stateBlocks(review, options),
    ...pressable(review, options),
  ]
  return { kind: 'review', locale: messages.locale, tone: 'brand', blocks }
}

function passageBlocks(seen: SeenStory, messages: Messages): Block[] {
  const blocks: Block[] = []
  for (const [index, { before, after }] of seen.passages.slice(0, PASSAGES_MAX).entries()) {
    const drop = index === 0 ? {} : { drop: PASSAGES_MAX - index }
    const sides = changedWords(before, after, SIDE_CHARS_MAX)
    if (sides.before !== null) {
      blocks.push({ kind: 'text', text: messages.rich('review.before'), ...drop }, { kind: 'quote', text: sides.before, ...drop })
    }
    if (sides.after !== null) {
      blocks.push({ kind: 'text', text: messages.rich('review.after'), ...drop }, { kind: 'quote', text: sides.after, ...drop })
    }
  }
  return blocks
}

function aboutLine({ kind, direction, effectiveOn, jurisdictions }: Draft, messages: Messages): string {
  return [
    messages.text('review.kind', { kind: messages.text(`kind.${kind}`) }),
    messages.text(`direction.${direction}`),
    effectiveOn === null
      ? messages.text('review.undated')
      : messages.text('review.effective', { date: dateInWords(effectiveOn, messages) }),
    messages.text('change.places', { places: messages.list(jurisdictions.map((place) => messages.place(place))) }),
  ].join(' ')
}

function earlierBlocks({ earlier, messages, zone }: ReviewOptions): Block[] {
  if (earlier.length === 0) return []
  const line = ({ seen, state }: Review): RichText =>
    plain(
      messages.text('review.earlier.line', {
        date: dateInWords(localDateOf(seen.seenAt, zone), messages),
        document: seen.document,
        state: messages.text(`review.state.${state}`),
      }),
    )
  return [
    { kind: 'text', text: messages.rich('review.earlier'), drop: 1 },
    { kind: 'list', ordered: false, items: earlier.slice(0, EARLIER_MAX).map(line), drop: 1 },
  ]
}

function stateBlocks({ state, goesAt }: Review, { messages, zone, now, decisions }: ReviewOptions): Block[] {
  if (state === 'waiting') return []
  const last = decisions.at(-1)
  const when = last === undefined ? '' : momentInWords(last.at, zone, messages)
  const why = last?.why == null || last.why === 'rule' ? '' : ` ${messages.text(`why.${last.why}` as MessageKey)}`
  const line =
    state === 'approved' && goesAt !== null && goesAt > now
      ? messages.text('review.approved.until', { when, until: momentInWords(goesAt, zone, messages) })
      : messages.text('review.decided', { state: messages.text(`review.state.${state}`), when })
  return [{ kind: 'text', text: plain(`${line}${why}`) }]
}

function pressable(review: Review, { messages, now }: ReviewOptions): Block[] {
  const { id, revision, state, seen, goesAt } = review
  const button = (key: MessageKey, action: Extract<Button, { kind: 'action' }>['action'], style?: 'main' | 'danger'): Button => ({
    kind: 'action',
    label: messages.text(key),
    action,
    ...(style === undefined ? {} : { style }),
  })
  const link: Button[] = seen.url === null ? [] : [{ kind: 'link', label: messages.text('button.review.diff'), url: seen.url }]
  const next = button('button.review.next', { do: 'review' })
  if (state === 'approved' || state === 'withdrawn') {
    const isOut = goesAt !== null && goesAt <= now
    const undo = button('button.review.undo', { do: 'review-decide', id, revision, as: 'undo' })
    const mend = [
      button('button.review.correct', { do: 'review-correct', id }),
      button('button.review.withdraw', { do: 'review-withdraw', id }, 'danger'),
    ]
    const buttons = state === 'withdrawn' ? [] : isOut ? mend : [undo]
    return [{ kind: 'buttons', buttons: [...buttons, ...link, next] }]
  }
  const decide: Button[] = [
    ...(seen.slug === null ? [] : [button('button.review.approve', { do: 'review-decide', id, revision, as: 'approve' }, 'main')]),
    button('button.review.edit', { do: 'review-edit', id, revision }),
    ...(state === 'waiting' ? [button('button.review.later', { do: 'review-decide', id, revision, as: 'later' })] : []),
  ]
  const reasons = DISMISSALS.map(
    (why): Option => ({ label: messages.text(`why.${why}`), action: { do: 'review-dismiss', id, revision, why } }),
  )
  const blocks: Block[] = [{ kind: 'buttons', buttons: [...decide, ...link, ...(state === 'dismissed' ? [next] : [])] }]
  if (state !== 'dismissed')
    blocks.push({ kind: 'select', name: 'dismiss', placeholder: messages.text('review.dismiss'), options: reasons })
  return blocks
}

/** How many stories one list shows. */
const LISTED_MAX = 10

interface ListOptions extends Pick<ReviewOptions, 'messages' | 'catalog'> {
  /** How many wait, those that are not shown included. */
  readonly waiting: number
  /** What went out lately, the latest first: it can still be corrected. */
  readonly announced: readonly Review[]
  readonly offersSample: boolean
}

/** The queue: what waits, the surest first, and what went out lately. */
export function reviewList(reviews: readonly Review[], options: ListOptions): Notice {
  const { messages, catalog, waiting, announced, offersSample } = options
  const blocks: Block[] = [{ kind: 'heading', level: 1, text: plain(messages.text('reviews.title', { count: waiting })) }]
  const labelOf = ({ seen, draft }: Review) => `${nameOf(seen, catalog)}: ${messages.text(`kind.${draft.kind}`)}`
  const select = (name: string, key: MessageKey, shown: readonly Review[]): Block => ({
    kind: 'select',
    name,
    placeholder: messages.text(key),
    options: shown.map((review) => ({
      label: labelOf(review).slice(0, OPTION_CHARS_MAX),
      description: review.seen.document.slice(0, OPTION_CHARS_MAX),
      action: { do: 'review', id: review.id },
    })),
  })
  const shown = reviews.slice(0, LISTED_MAX)
  if (waiting === 0) blocks.push({ kind: 'text', text: plain(messages.text('reviews.none')) })
  else {
    const line = (review: Review): RichText => {
      const { document, score, held } = review.seen
      const more = [document, `${Math.round(score * 100)} %`, ...(held === null ? [] : [messages.text('review.heldshort')])]
      return [{ kind: 'text', text: labelOf(review), strong: true }, ...plain(`, ${more.join(', ')}`)]
    }
    blocks.push({ kind: 'list', ordered: false, items: shown.map(line) })
    if (waiting > shown.length) blocks.push({ kind: 'quiet', text: plain(messages.text('digest.more', { count: waiting - shown.length })) })
    blocks.push(select('review', 'reviews.open', shown))
  }
  if (announced.length > 0) blocks.push(select('announced', 'reviews.announced', announced.slice(0, LISTED_MAX)))
  const sample: Button = { kind: 'action', label: messages.text('button.review.sample'), action: { do: 'review-sample' } }
  if (offersSample) blocks.push({ kind: 'buttons', buttons: [sample] })
  return { kind: 'list', locale: messages.locale, tone: 'brand', blocks }
}

/** A select's labels and descriptions. */
const OPTION_CHARS_MAX = 60

/** What we would say about a story, in plain words, for an operator to keep or to change. */
export function draftFor(seen: SeenStory, catalog: Catalog, messages: Messages): Draft {
  const [kind = 'clarification'] = seen.kinds
  return {
    kind,
    direction: seen.direction,
    effectiveOn: seen.effectiveOn,
    jurisdictions: ['world'],
    sentence: messages.text(`story.${kind}`, { name: nameOf(seen, catalog), document: seen.document, direction: seen.direction }),
  }
}
