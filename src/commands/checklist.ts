/** `/checklist [pack]`: what the person has dealt with and what is left, and the buttons that mark it. */

import type { Action, GuideRef } from '../core/action.ts'
import { type ChecklistItem, lookBackAt, PACK_NAMES, type PackName } from '../core/checklist.ts'
import type { PersonSettings } from '../core/subscription.ts'
import { fold } from '../guides/lookup.ts'
import { movedBackBy } from '../guides/moved-back.ts'
import { PACKS } from '../guides/packs.ts'
import { type PracticeStatus, statusOf } from '../guides/status.ts'
import { type ChecklistEntry, checklistNotice } from '../notices/checklist-notice.ts'
import { deedFor } from '../notices/done-words.ts'
import { shortNotice } from '../notices/short-notice.ts'
import type { Asker } from './asker.ts'
import type { Command } from './command.ts'
import { showGuide } from './optout.ts'
import { shown } from './parse-option.ts'
import { privateMessages, readerOf, todayOf } from './reader.ts'
import { Refusal } from './refusal.ts'
import type { MessageReply, Reply } from './reply.ts'
import type { World } from './world.ts'

/** Far more than services anybody marks, and a bound on what one person can make us store. */
const LOOK_BACKS_MAX = 500

export const checklist: Command = {
  path: ['checklist'],
  summary: 'command.checklist',
  options: [{ name: 'pack', type: 'pack', required: false, summary: 'option.pack' }],
  permission: 'anyone',
  scope: 'anywhere',
  example: '/checklist social',
  run: ({ pack = '' }, asker, world) => (pack.trim() === '' ? showChecklist(asker, world) : addPack(parsePack(pack), asker, world)),
}

/** Other words people use for a pack, by how they begin. */
const PACK_WORDS: ReadonlyMap<string, PackName> = new Map([
  ['ai', 'assistants'],
  ['creat', 'creators'],
  ['art', 'creators'],
  ['stud', 'students'],
  ['school', 'students'],
  ['dev', 'developers'],
  ['cod', 'developers'],
  ['home', 'devices'],
  ['usual', 'popular'],
])

function parsePack(typed: string): PackName {
  const word = fold(typed)
  const pack =
    PACK_NAMES.find((name) => name.startsWith(word) || word.includes(name)) ??
    [...PACK_WORDS].find(([beginning]) => word.startsWith(beginning))?.[1]
  if (pack === undefined) throw new Refusal('error.pack', { typed: shown(typed), list: PACK_NAMES.join(', ') })
  return pack
}

/** The list as it is today: what changed for the worse since it was done is to do again. */
export async function showChecklist(asker: Asker, world: World): Promise<MessageReply> {
  const [settings, items] = await Promise.all([world.people.settings(asker.person), world.checklists.of(asker.person)])
  const messages = privateMessages(asker, settings, world)
  const entries = items.map((item) => entryOf(item, asker, settings, world))
  const notice = checklistNotice(
    entries.toSorted((a, b) => a.name.localeCompare(b.name, messages.locale)),
    { messages, today: todayOf(asker, settings, world) },
  )
  return { kind: 'message', notice, visibility: 'private', replaces: false }
}

function entryOf(item: ChecklistItem, asker: Asker, settings: PersonSettings, world: World): ChecklistEntry {
  const service = world.catalog.find(item.slug)
  if (service === undefined) return { item, name: item.slug, status: null, movedBack: null }
  const { question } = readerOf({ slug: item.slug }, asker, settings, world)
  const status = statusOf(service, question).practices.find(({ practice }) => practice.id === item.practice) ?? null
  return { item, name: service.name, status, movedBack: movedBackBy(item, service, question) }
}

/** Puts a pack on the list, except what uses nothing of this person and what is on it already. */
export async function addPack(pack: PackName, asker: Asker, world: World): Promise<MessageReply> {
  const settings = await world.people.settings(asker.person)
  const markedOn = todayOf(asker, settings, world)
  const items = PACKS[pack].flatMap((slug): ChecklistItem[] => {
    const headline = headlineOf({ slug }, asker, settings, world)
    const idle = headline === null || headline.default === 'never' || headline.default === 'off'
    return idle ? [] : [{ slug, practice: headline.practice.id, state: 'todo', markedOn, askAgain: true }]
  })
  await world.checklists.add(asker.person, items)
  return showChecklist(asker, world)
}

function headlineOf(ref: GuideRef, asker: Asker, settings: PersonSettings, world: World): PracticeStatus | null {
  const service = world.catalog.find(ref.slug)
  return service === undefined ? null : statusOf(service, readerOf(ref, asker, settings, world).question).headline
}

/** A choice on the list. */
export async function markItem(action: Extract<Action, { do: 'mark' }>, asker: Asker, world: World): Promise<MessageReply> {
  const { slug, practice, state } = action
  const known = world.catalog.find(slug)?.practices.some(({ id }) => id === practice) === true
  const listed = (await world.checklists.of(asker.person)).some((item) => item.slug === slug && item.practice === practice)
  if (!known && !listed) throw new Refusal('error.expired')
  await mark({ slug, practice, state }, asker, world)
  return showChecklist(asker, world)
}

/** "I turned it off" on a guide, and its undoing: the guide then says so in the button's place. */
export async function markOnGuide(
  { do: wanted, ...ref }: Extract<Action, { do: 'done' | 'undo-done' }>,
  asker: Asker,
  world: World,
): Promise<Reply> {
  const settings = await world.people.settings(asker.person)
  const headline = headlineOf(ref, asker, settings, world)
  if (headline === null) throw new Refusal('error.expired')
  await mark({ slug: ref.slug, practice: headline.practice.id, state: wanted === 'done' ? 'done' : 'todo' }, asker, world)
  return showGuide(ref, asker, world, { remarks: [], replaces: true })
}

/** Marks what a reminder was about as done; false when there is nothing about it that can be. */
export async function markReminded(slug: string, asker: Asker, world: World): Promise<boolean> {
  const headline = headlineOf({ slug }, asker, await world.people.settings(asker.person), world)
  if (headline === null || deedFor(headline, { admin: true }) === null) return false
  await mark({ slug, practice: headline.practice.id, state: 'done' }, asker, world)
  return true
}

/** The answer to a look back: still off, on again, or never ask again. */
export async function answerLookBack({ slug, answer }: Extract<Action, { do: 'look-back' }>, asker: Asker, world: World): Promise<Reply> {
  const settings = await world.people.settings(asker.person)
  const messages = privateMessages(asker, settings, world)
  const name = world.catalog.find(slug)?.name ?? slug
  if (answer === 'never') {
    await world.checklists.neverAskAgain(asker.person, slug)
    await dropLookBack(slug, asker, world)
  } else {
    const items = (await world.checklists.of(asker.person)).filter((item) => item.slug === slug)
    for (const { practice } of items) await mark({ slug, practice, state: answer === 'still' ? 'done' : 'todo' }, asker, world)
  }
  const notice = shortNotice(messages, messages.text(`lookback.${answer}`, { name }), {
    buttons:
      answer === 'again' ? [{ kind: 'action', label: messages.text('button.guide'), action: { do: 'guide', slug }, style: 'main' }] : [],
  })
  return { kind: 'message', notice, visibility: 'private', replaces: true }
}

/** Writes the state, and keeps the one look back in step with it. */
async function mark(wanted: Pick<ChecklistItem, 'slug' | 'practice' | 'state'>, asker: Asker, world: World): Promise<void> {
  const { slug, practice, state } = wanted
  const [settings, items] = await Promise.all([world.people.settings(asker.person), world.checklists.of(asker.person)])
  const askAgain = items.find((item) => item.slug === slug && item.practice === practice)?.askAgain ?? true
  await world.checklists.mark(asker.person, { ...wanted, markedOn: todayOf(asker, settings, world), askAgain })
  await dropLookBack(slug, asker, world)
  if (state !== 'done' || !askAgain) return
  const now = world.clock.now()
  const zone = settings.zone ?? asker.zone ?? world.defaults.zone
  await world.reminders.add(asker.person, { kind: 'look-back', slug, zone, askedAt: now, dueAt: lookBackAt(now, zone) }, LOOK_BACKS_MAX)
}

async function dropLookBack(slug: string, { person }: Asker, world: World): Promise<void> {
  for (const { id, kind, slug: about } of await world.reminders.of(person))
    if (kind === 'look-back' && about === slug) await world.reminders.remove(person, id)
}
