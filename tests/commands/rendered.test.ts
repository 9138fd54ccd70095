/** Lists, forms and direct messages about a person's own things are messages both chat platforms take, however much somebody has. */

import { beforeAll, describe, expect, test } from 'vitest'
import { renderDiscord } from '../../src/bots/discord/render.ts'
import { renderSlack } from '../../src/bots/slack/render.ts'
import { encodeAction } from '../../src/commands/action-id.ts'
import type { Notice } from '../../src/core/notice.ts'
import { noticeText } from '../../src/core/notice-text.ts'
import type { Reminder } from '../../src/core/reminder.ts'
import { loadCatalog } from '../../src/guides/load.ts'
import { statusOf } from '../../src/guides/status.ts'
import { messagesFor } from '../../src/notices/messages.ts'
import { lookBackNotice, reminderNotice } from '../../src/notices/reminder-notice.ts'
import { DISCORD_LIMITS_CHECKED, messageProblemsOf } from '../bots/discord/check-message.ts'
import { checkMessageBlocks } from '../fakes/slack/checks/blocks.ts'
import { aDesk, anAsker, message } from './a-world.ts'

beforeAll(() => DISCORD_LIMITS_CHECKED())

function problemsOf(notice: Notice): readonly unknown[] {
  return [
    ...messageProblemsOf(renderDiscord(notice, { private: true, actionId: encodeAction })),
    ...checkMessageBlocks(renderSlack(notice, { actionId: encodeAction }).blocks),
  ]
}

test.each(['checklist', 'checklist social', 'remind', 'mydata', 'mydata export', 'mydata delete', 'help'])('/%s', async (typed) => {
  const { desk, store, world } = await aDesk()
  const asker = anAsker({ zone: 'Europe/Berlin' })
  const now = world.clock.now()
  for (const { slug, practices } of world.catalog.services) {
    await store.people.follow(asker.person, slug, { atMs: now, max: 200 })
    const items = practices.map(({ id }) => ({ slug, practice: id, state: 'todo', markedOn: '2026-11-22', askAgain: true }) as const)
    await store.checklists.add(asker.person, items)
    await store.reminders.add(asker.person, { kind: 'asked', slug, zone: 'Europe/Berlin', askedAt: now, dueAt: now + 1e7 }, 50)
  }
  const { notice } = message(await desk.runText(typed, asker))
  expect(problemsOf(notice)).toEqual([])
})

describe('a direct message', () => {
  const reminder: Reminder = {
    id: 7,
    kind: 'asked',
    slug: 'linkedin',
    zone: 'Europe/Berlin',
    askedAt: Date.parse('2026-11-22T12:00:00Z'),
    dueAt: Date.parse('2026-12-06T08:00:00Z'),
    sent: 1,
    channel: null,
  }

  test.each(['reminder', 'look back'] as const)(
    'a %s of any service says what it is about in its first hundred characters',
    async (kind) => {
      const { services } = await loadCatalog()
      for (const service of services) {
        const status = statusOf(service, { region: 'DE', account: 'personal', device: 'web', on: '2026-12-06' })
        const words = { messages: messagesFor('en'), status, now: reminder.dueAt }
        const about = { ...reminder, slug: service.slug }
        const notice = kind === 'reminder' ? reminderNotice(about, words) : lookBackNotice(about, { ...words, since: null })
        expect(problemsOf(notice), service.slug).toEqual([])
        expect(noticeText(notice).slice(0, 100), service.slug).toContain(service.name)
        const { content = '', flags } = renderDiscord(notice, { private: false, actionId: encodeAction })
        expect(content.length, service.slug).toBeGreaterThan(40)
        expect(flags & (1 << 15), 'classic, so that a lock screen shows it').toBe(0)
      }
    },
  )

  test('a reminder in a channel names nobody and leaves the answers to whoever asked', () => {
    const channel = { chatPlatform: 'discord', installationId: '1', channelId: '2' } as const
    const notice = reminderNotice({ ...reminder, channel }, { messages: messagesFor('en'), status: null, now: reminder.dueAt })
    expect(problemsOf(notice)).toEqual([])
    expect(noticeText(notice)).toContain('linkedin: somebody here asked to be reminded.')
    expect(notice.blocks.filter(({ kind }) => kind === 'buttons' || kind === 'select')).toEqual([])
  })

  test('a reminder of a service we no longer cover can still be answered', () => {
    const notice = reminderNotice(reminder, { messages: messagesFor('en'), status: null, now: reminder.dueAt })
    expect(problemsOf(notice)).toEqual([])
    expect(noticeText(notice)).toContain('linkedin: you asked to be reminded. We no longer have a guide for it.')
  })
})
