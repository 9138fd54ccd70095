/** `/review`: the queue of stories about policies, and what operators decide about them. */

import type { Action } from '../core/action.ts'
import { isCalendarDate } from '../core/calendar-date.ts'
import { CHANGE_KINDS, type ChangeKind } from '../core/change.ts'
import type { Draft, Review } from '../core/review.ts'
import type { Messages } from '../notices/messages.ts'
import { reviewCard, reviewList } from '../notices/review-notice.ts'
import { shortNotice } from '../notices/short-notice.ts'
import type { Asker } from './asker.ts'
import type { Command, Input } from './command.ts'
import { parseRegion, shown } from './parse-option.ts'
import { privateMessages } from './reader.ts'
import { Refusal } from './refusal.ts'
import type { MessageReply, Reply } from './reply.ts'
import type { World } from './world.ts'

/** An approval can be taken back for so long before anybody is told. */
export const VETO_MS = 5 * 60_000
/** From so many on, an approval is asked about once more. */
const MANY = 1_000
const LISTED_MAX = 10
const EARLIER_MAX = 3

export const review: Command = {
  path: ['review'],
  summary: 'command.review',
  options: [],
  permission: 'operator',
  scope: 'anywhere',
  example: '/review',
  run: async (_, asker, world) => showReviews(asker, world),
}

function requireOperator({ person }: Asker, { operators }: World): void {
  if (operators?.has(person) !== true) throw new Refusal('error.operator')
}

const privately = (notice: MessageReply['notice']): MessageReply => ({ kind: 'message', notice, visibility: 'private', replaces: false })

/** What waits, the surest first. */
export async function showReviews(asker: Asker, world: World): Promise<Reply> {
  requireOperator(asker, world)
  const messages = await messagesOf(asker, world)
  const { reviews, clock } = world
  const [waiting, count, announced] = await Promise.all([
    reviews.waiting(LISTED_MAX),
    reviews.countWaiting(),
    reviews.announced(clock.now()),
  ])
  return privately(
    reviewList(waiting, {
      messages,
      catalog: world.catalog,
      waiting: count,
      announced: announced.toReversed(),
      offersSample: world.sampleStory !== null,
    }),
  )
}

/** In the practice chat: a change that happened once, to review again. */
export async function sampleReview(asker: Asker, world: World): Promise<Reply> {
  requireOperator(asker, world)
  if (world.sampleStory === null) throw new Refusal('error.expired')
  return card(await world.sampleStory(), asker, world)
}

const messagesOf = async (asker: Asker, world: World): Promise<Messages> =>
  privateMessages(asker, await world.people.settings(asker.person), world)

/** One story with everything that helps to decide, or the queue when it is gone. */
export async function showReview(id: number, asker: Asker, world: World): Promise<Reply> {
  requireOperator(asker, world)
  const found = await world.reviews.find(id)
  return found === null ? showReviews(asker, world) : card(found, asker, world)
}

async function card(found: Review, asker: Asker, world: World): Promise<MessageReply> {
  const settings = await world.people.settings(asker.person)
  const { slug } = found.seen
  const [earlier, decisions, reach, waiting] = await Promise.all([
    slug === null ? [] : world.reviews.earlier(slug, { except: found.id, limit: EARLIER_MAX }),
    world.reviews.decisions(found.id),
    slug === null ? { channels: 0, people: 0 } : world.reviews.reach(slug),
    world.reviews.countWaiting(),
  ])
  const notice = reviewCard(found, {
    messages: privateMessages(asker, settings, world),
    catalog: world.catalog,
    zone: settings.zone ?? asker.zone ?? world.defaults.zone,
    now: world.clock.now(),
    earlier,
    decisions,
    reach,
    waiting,
  })
  return { ...privately(notice), replaces: true }
}

/** The story in this very revision; refuses, with the story as it is now, when somebody else was faster. */
async function current(id: number, revision: number, asker: Asker, world: World): Promise<Review | MessageReply> {
  requireOperator(asker, world)
  const found = await world.reviews.find(id)
  if (found === null) throw new Refusal('error.expired')
  return found.revision === revision ? found : await overtaken(found, asker, world)
}

async function overtaken(now: Review, asker: Asker, world: World): Promise<MessageReply> {
  const reply = await card(now, asker, world)
  const messages = await messagesOf(asker, world)
  const [said] = shortNotice(messages, messages.text('review.overtaken')).blocks
  return said === undefined ? reply : { ...reply, notice: { ...reply.notice, blocks: [said, ...reply.notice.blocks] } }
}

const isReply = (found: Review | MessageReply): found is MessageReply => 'notice' in found

/** Approve, put off, or take an approval back. */
export async function decideReview(action: Extract<Action, { do: 'review-decide' }>, asker: Asker, world: World): Promise<Reply> {
  const found = await current(action.id, action.revision, asker, world)
  if (isReply(found)) return found
  if (action.as === 'approve') return approve(found, action.sure === true, asker, world)
  const now = world.clock.now()
  if (action.as === 'undo' && (found.state !== 'approved' || found.goesAt === null || found.goesAt <= now))
    return overtaken(found, asker, world)
  const state = action.as === 'undo' ? 'waiting' : 'later'
  return decided(found, { state, what: state, why: null, by: asker.person, atMs: now, goesAt: null }, asker, world)
}

async function approve(found: Review, isSure: boolean, asker: Asker, world: World): Promise<Reply> {
  const { slug } = found.seen
  if (slug === null || world.catalog.find(slug) === undefined) throw new Refusal('error.review.noguide')
  const { channels, people } = await world.reviews.reach(slug)
  if (channels + people > MANY && !isSure) {
    const messages = await messagesOf(asker, world)
    const { id, revision } = found
    const buttons = [
      {
        kind: 'action' as const,
        label: messages.text('button.review.sure'),
        action: { do: 'review-decide' as const, id, revision, as: 'approve' as const, sure: true },
        style: 'danger' as const,
      },
      { kind: 'action' as const, label: messages.text('button.review.back'), action: { do: 'review' as const, id } },
    ]
    return { ...privately(shortNotice(messages, messages.text('review.many', { channels, people }), { buttons })), replaces: true }
  }
  const now = world.clock.now()
  return decided(
    found,
    { state: 'approved', what: 'approved', why: null, by: asker.person, atMs: now, goesAt: now + VETO_MS },
    asker,
    world,
  )
}

async function decided(found: Review, decision: Parameters<World['reviews']['decide']>[1], asker: Asker, world: World): Promise<Reply> {
  const after = await world.reviews.decide(found, decision)
  if (after !== null) return card(after, asker, world)
  const now = await world.reviews.find(found.id)
  if (now === null) throw new Refusal('error.expired')
  return overtaken(now, asker, world)
}

/** Not a change, for one of a few reasons. */
export async function dismissReview(action: Extract<Action, { do: 'review-dismiss' }>, asker: Asker, world: World): Promise<Reply> {
  const found = await current(action.id, action.revision, asker, world)
  if (isReply(found)) return found
  const decision = {
    state: 'dismissed',
    what: 'dismissed',
    why: action.why,
    by: asker.person,
    atMs: world.clock.now(),
    goesAt: null,
  } as const
  return decided(found, decision, asker, world)
}

const SENTENCE_CHARS_MAX = 220
const WORDS_CHARS_MAX = 300

/** What people will read, to be changed in a form. */
export async function editReview(action: Extract<Action, { do: 'review-edit' }>, asker: Asker, world: World): Promise<Reply> {
  const found = await current(action.id, action.revision, asker, world)
  if (isReply(found)) return found
  const messages = await messagesOf(asker, world)
  const { kind, direction, effectiveOn, jurisdictions, sentence } = found.draft
  const field = (name: 'sentence' | 'kind' | 'direction' | 'effective' | 'regions', value: string, maxChars: number, required = true) => ({
    name,
    label: messages.text(`form.review.${name}`),
    value,
    required,
    maxChars,
  })
  return {
    kind: 'form',
    title: messages.text('form.review.title'),
    submitLabel: messages.text('form.save'),
    cancelLabel: messages.text('form.cancel'),
    fields: [
      field('sentence', sentence, SENTENCE_CHARS_MAX),
      field('kind', kind, 40),
      field('direction', direction, 20),
      field('effective', effectiveOn ?? '', 10, false),
      field('regions', jurisdictions.join(', '), 100),
    ],
    action,
  }
}

/** What was typed into that form; the story waits again with the new words. */
export async function saveReview(
  action: Extract<Action, { do: 'review-edit' }>,
  values: Input,
  asker: Asker,
  world: World,
): Promise<Reply> {
  const found = await current(action.id, action.revision, asker, world)
  if (isReply(found)) return found
  const draft = readDraft(values, asker)
  const decision = { state: 'waiting', what: 'edited', why: null, by: asker.person, atMs: world.clock.now(), goesAt: null, draft } as const
  return decided(found, decision, asker, world)
}

function readDraft({ sentence = '', kind = '', direction = '', effective = '', regions = '' }: Input, asker: Asker): Draft {
  const wanted = CHANGE_KINDS.find((each): each is ChangeKind => each === kind.trim().toLowerCase().replaceAll(' ', '-'))
  if (wanted === undefined) throw new Refusal('error.review.kind', { typed: shown(kind), known: CHANGE_KINDS.join(', ') })
  const way = (['worse', 'better', 'neutral'] as const).find((each) => each === direction.trim().toLowerCase())
  if (way === undefined) throw new Refusal('error.review.direction', { typed: shown(direction) })
  const day = effective.trim()
  if (day !== '' && !isCalendarDate(day)) throw new Refusal('error.review.date', { typed: shown(day) })
  const places = regions.split(',').filter((each) => each.trim() !== '')
  const words = sentence.replace(/\s+/g, ' ').trim()
  if (words === '' || words.length > SENTENCE_CHARS_MAX) throw new Refusal('error.review.sentence', { max: SENTENCE_CHARS_MAX })
  return {
    kind: wanted,
    direction: way,
    effectiveOn: day === '' ? null : day,
    jurisdictions: places.length === 0 ? ['world'] : places.map((place) => parseRegion(place.trim(), asker.locale ?? 'en')),
    sentence: words,
  }
}

type Mending = Extract<Action, { do: 'review-correct' | 'review-withdraw' }>

/** Asks what was wrong in something that went out. */
export async function mendReview(action: Mending, asker: Asker, world: World): Promise<Reply> {
  await announcedReview(action.id, asker, world)
  const messages = await messagesOf(asker, world)
  const field = (name: 'wrong' | 'right' | 'act' | 'why', required = true) => ({
    name,
    label: messages.text(`form.correct.${name}`),
    required,
    maxChars: WORDS_CHARS_MAX,
  })
  return {
    kind: 'form',
    title: messages.text(action.do === 'review-correct' ? 'form.correct.title' : 'form.withdraw.title'),
    submitLabel: messages.text('form.correct.send'),
    cancelLabel: messages.text('form.cancel'),
    fields: action.do === 'review-correct' ? [field('wrong'), field('right'), field('act', false)] : [field('why')],
    action,
  }
}

async function announcedReview(id: number, asker: Asker, world: World): Promise<Review> {
  requireOperator(asker, world)
  const found = await world.reviews.find(id)
  if (found === null || found.state !== 'approved' || found.goesAt === null || found.goesAt > world.clock.now())
    throw new Refusal('error.expired')
  return found
}

/** What was typed: everybody who was told is told so, and nobody else. */
export async function sendCorrection(action: Mending, values: Input, asker: Asker, world: World): Promise<Reply> {
  const found = await announcedReview(action.id, asker, world)
  const now = world.clock.now()
  const typed = (name: string) => (values[name] ?? '').replace(/\s+/g, ' ').trim()
  if (action.do === 'review-withdraw') {
    const why = typed('why')
    if (why === '') throw new Refusal('error.correct')
    const after = await world.reviews.decide(found, {
      state: 'withdrawn',
      what: 'withdrawn',
      why: null,
      by: asker.person,
      atMs: now,
      goesAt: found.goesAt,
    })
    if (after === null) return showReview(found.id, asker, world)
    await world.reviews.correct(found.id, { kind: 'withdrawn', why }, now)
  } else {
    const [wrong, right, act] = [typed('wrong'), typed('right'), typed('act')]
    if (wrong === '' || right === '') throw new Refusal('error.correct')
    const after = await world.reviews.decide(found, {
      state: 'approved',
      what: 'corrected',
      why: null,
      by: asker.person,
      atMs: now,
      goesAt: found.goesAt,
    })
    if (after === null) return showReview(found.id, asker, world)
    await world.reviews.correct(found.id, { kind: 'corrected', wrong, right, act: act === '' ? null : act }, now)
  }
  const messages = await messagesOf(asker, world)
  return { ...privately(shortNotice(messages, messages.text('correction.sent'))), replaces: true }
}
