/** Everything stored about a person as JSON they can keep, in parts that fit into a message. Pure. */

import type { StoredAboutPerson } from '../core/ports/personal-data.ts'
import type { PersonRef } from '../core/subscription.ts'

/** Leaves room for a heading and a line on Discord, whose messages show 4,000 characters. */
const PART_CHARS_MAX = 2_500

/**
 * JSON texts, each complete in itself and at most 2,500 characters: the first with who it is about and what they chose, all with lists that
 * go on in the next. Instants are ISO 8601 in UTC.
 */
export function exportParts(person: PersonRef, stored: StoredAboutPerson): readonly string[] {
  const head = {
    person: { chatPlatform: person.chatPlatform, id: person.userId },
    settings: stored.settings,
    ...(stored.unreachableSince === null ? {} : { directMessagesRefusedSince: iso(stored.unreachableSince) }),
  }
  let part: Part = { ...head }
  const parts = [part]
  for (const [name, entry] of entriesOf(stored)) {
    const grown: Part = { ...part, [name]: [...listOf(part, name), entry] }
    if (written(grown).length <= PART_CHARS_MAX) {
      part = grown
      parts[parts.length - 1] = grown
    } else {
      part = { [name]: [entry] }
      parts.push(part)
    }
  }
  return parts.map(written)
}

type Part = Readonly<Record<string, unknown>>

const written = (part: Part) => JSON.stringify(part, null, 1)

function listOf(part: Part, name: string): readonly unknown[] {
  const list = part[name]
  return Array.isArray(list) ? list : []
}

function* entriesOf(stored: StoredAboutPerson): Generator<readonly [string, unknown]> {
  for (const { slug, followedAt } of stored.follows) yield ['follows', { service: slug, since: iso(followedAt) }]
  for (const { slug, practice, state, markedOn, askAgain } of stored.checklist)
    yield ['checklist', { service: slug, use: practice, state, markedOn, lookBack: askAgain }]
  for (const { slug, kind, dueAt, zone, askedAt, sent } of stored.reminders)
    yield ['reminders', { service: slug, kind, due: iso(dueAt), zone, asked: iso(askedAt), timesSent: sent }]
  for (const { class: what, state, writtenAt, endedAt, messageId } of stored.messages)
    yield ['messages', { kind: what, state, written: iso(writtenAt), ended: endedAt === null ? null : iso(endedAt), messageId }]
}

const iso = (atMs: number) => new Date(atMs).toISOString()
