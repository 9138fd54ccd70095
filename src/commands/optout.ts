/** `/optout linkedin`: the guide, for whoever asks. */

import type { GuideRef } from '../core/action.ts'
import type { ChecklistItem } from '../core/checklist.ts'
import type { Button, Notice } from '../core/notice.ts'
import { plain } from '../core/notice.ts'
import type { CalendarDate, Service } from '../core/service.ts'
import { type Lookup, lookUp } from '../guides/lookup.ts'
import { movedBackBy } from '../guides/moved-back.ts'
import { type ServiceStatus, statusOf } from '../guides/status.ts'
import { dateInWords } from '../notices/dates.ts'
import { guideNotice } from '../notices/guide-notice.ts'
import { lowerLabel, MARKS } from '../notices/guide-words.ts'
import { type Messages, messagesFor } from '../notices/messages.ts'
import { shortNotice } from '../notices/short-notice.ts'
import type { Asker } from './asker.ts'
import type { Command, Input } from './command.ts'
import { parseAccount, parseDate, parseDevice, parseRegion, shown } from './parse-option.ts'
import { privateMessages, publicMessages, readerOf } from './reader.ts'
import { Refusal } from './refusal.ts'
import type { MessageReply, Reply } from './reply.ts'
import type { World } from './world.ts'

export const optout: Command = {
  path: ['optout'],
  summary: 'command.optout',
  options: [
    { name: 'platform', type: 'service', required: true, summary: 'option.platform' },
    { name: 'region', type: 'region', required: false, summary: 'option.region', keyword: 'in' },
    { name: 'account', type: 'account', required: false, summary: 'option.account', keyword: 'as' },
    { name: 'device', type: 'device', required: false, summary: 'option.device', keyword: 'on' },
    { name: 'date', type: 'date', required: false, summary: 'option.date', keyword: 'on', when: /^\d/ },
  ],
  permission: 'anyone',
  scope: 'anywhere',
  example: '/optout linkedin',
  run: async (input, asker, world) => {
    const { service, remarks } = await findService(input.platform ?? '', asker, world)
    return service.kind === 'answer'
      ? service.reply
      : showGuide({ ...askedOf(input, asker), slug: service.service.slug }, asker, world, { remarks, replaces: false })
  },
}

function askedOf(input: Input, asker: Asker): Omit<GuideRef, 'slug'> {
  const { region, account, device, date } = input
  return {
    region: region === undefined ? undefined : parseRegion(region, asker.locale ?? 'en'),
    account: account === undefined ? undefined : parseAccount(account),
    device: device === undefined ? undefined : parseDevice(device),
    on: date === undefined ? undefined : parseDate(date),
  }
}

type Found = { readonly kind: 'service'; readonly service: Service } | { readonly kind: 'answer'; readonly reply: MessageReply }

/** The service somebody typed, or the answer to give instead: which one, did you mean, not covered yet. */
export async function findService(
  typed: string,
  asker: Asker,
  world: World,
): Promise<{ readonly service: Found; readonly remarks: readonly string[] }> {
  if (typed.trim() === '') throw new Refusal('lookup.empty')
  const found = lookUp(world.catalog, typed)
  if (found.kind === 'found' && found.how !== 'typo') return { service: { kind: 'service', service: found.service }, remarks: [] }
  const messages = privateMessages(asker, await world.people.settings(asker.person), world)
  if (found.kind === 'found') {
    return { service: { kind: 'service', service: found.service }, remarks: [messages.text('lookup.typo', { typed: shown(typed) })] }
  }
  const notice = await askBack(found, typed, asker, world, messages)
  return { service: { kind: 'answer', reply: { kind: 'message', notice, visibility: 'private', replaces: false } }, remarks: [] }
}

const LISTED_MAX = 25

async function askBack(
  found: Exclude<Lookup, { kind: 'found' }>,
  typed: string,
  asker: Asker,
  world: World,
  messages: Messages,
): Promise<Notice> {
  if (found.kind === 'ambiguous') return ambiguousNotice(found.services, asker, world, messages)
  const name = shown(typed)
  const retired = world.catalog.retired(typed.trim().toLowerCase())
  if (retired !== undefined) {
    const date = dateInWords(retired.retired, messages)
    return shortNotice(messages, retired.note, { title: messages.text('lookup.retired', { name, date }) })
  }
  const ask: Button = {
    kind: 'action',
    label: messages.text(found.kind === 'near' ? 'button.else' : 'button.ask'),
    action: { do: 'request-service', name: name.slice(0, 40) },
  }
  const all: readonly Button[] =
    world.publicUrl === null ? [] : [{ kind: 'link', label: messages.text('button.board'), url: `${world.publicUrl}/` }]
  if (found.kind === 'near') {
    const first = found.services[0]?.name ?? ''
    const buttons = found.services.map(
      (service): Button => ({ kind: 'action', label: service.name, action: { do: 'guide', slug: service.slug } }),
    )
    return shortNotice(messages, messages.text('lookup.unknown.button'), {
      title: messages.text('lookup.near', { count: found.services.length, name: first }),
      buttons: [...buttons, ask],
    })
  }
  return shortNotice(messages, messages.text('lookup.unknown.until'), {
    title: messages.text('lookup.unknown', { name }),
    buttons: [ask, ...all],
  })
}

async function ambiguousNotice(services: readonly Service[], asker: Asker, world: World, messages: Messages): Promise<Notice> {
  const settings = await world.people.settings(asker.person)
  const options = services.slice(0, LISTED_MAX).map((service) => {
    const { question } = readerOf({ slug: service.slug }, asker, settings, world)
    const { headline } = statusOf(service, question)
    return {
      label: messages.text('lookup.option', { name: service.name, label: lowerLabel(headline.default, messages) }),
      description: `${MARKS[headline.default]} ${headline.practice.title}`,
      action: { do: 'guide' as const, slug: service.slug },
    }
  })
  return {
    kind: 'list',
    locale: messages.locale,
    tone: 'none',
    blocks: [
      { kind: 'heading', level: 2, text: plain(messages.text('lookup.which')) },
      { kind: 'select', name: 'which', placeholder: messages.text('select.which'), options },
    ],
  }
}

/** The guide as a private reply. Remembers nothing by itself. */
export async function showGuide(
  ref: GuideRef,
  asker: Asker,
  world: World,
  how: { readonly remarks: readonly string[]; readonly replaces: boolean },
): Promise<Reply> {
  const service = world.catalog.find(ref.slug)
  if (service === undefined)
    throw new Refusal('error.expired', {}, [
      { kind: 'action', label: messagesFor(asker.locale).text('button.help'), action: { do: 'help' } },
    ])
  const [settings, following, items] = await Promise.all([
    world.people.settings(asker.person),
    world.people.following(asker.person),
    world.checklists.of(asker.person),
  ])
  const messages = privateMessages(asker, settings, world)
  const reader = readerOf(ref, asker, settings, world)
  const guessed = reader.regionFrom === 'language' || reader.regionFrom === 'default'
  const remarks = guessed ? [...how.remarks, messages.text('foryou.first', { place: messages.place(reader.question.region) })] : how.remarks
  const marked = items.filter(({ slug, state }) => slug === ref.slug && state === 'done')
  const notice = world.memo(['guide', ref, reader, remarks, following.includes(ref.slug), marked, messages.locale], () => {
    const status = statusOf(service, reader.question)
    return guideNotice(status, {
      messages,
      reader,
      asked: ref,
      shared: false,
      followed: following.includes(ref.slug),
      done: doneOn(status, marked),
      remarks,
      publicUrl: world.publicUrl,
    })
  })
  return { kind: 'message', notice, visibility: 'private', replaces: how.replaces }
}

/** The day the headline's use was dealt with, unless it changed for the worse since. */
function doneOn({ service, headline, question }: ServiceStatus, marked: readonly ChecklistItem[]): CalendarDate | null {
  const item = marked.find(({ practice }) => practice === headline.practice.id)
  return item === undefined || movedBackBy(item, service, question) !== null ? null : item.markedOn
}

/** The guide for everybody in the channel, in the channel's language, without anything about the person. */
export async function shareGuide(ref: GuideRef, asker: Asker, world: World): Promise<Reply> {
  const service = world.catalog.find(ref.slug)
  if (service === undefined) throw new Refusal('error.expired')
  const settings = await world.people.settings(asker.person)
  const messages = publicMessages(asker, world)
  const reader = { ...readerOf(ref, asker, settings, world), admin: false, regionFrom: 'asked' as const }
  const notice = guideNotice(statusOf(service, reader.question), {
    messages,
    reader,
    asked: { slug: ref.slug },
    shared: true,
    followed: false,
    remarks: [],
    publicUrl: world.publicUrl,
  })
  return { kind: 'message', notice, visibility: 'public', replaces: false }
}
