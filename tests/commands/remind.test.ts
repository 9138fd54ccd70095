import { describe, expect, test } from 'vitest'
import { REMINDERS_MAX } from '../../src/commands/remind.ts'
import type { Reply } from '../../src/commands/reply.ts'
import { actions, actionThat, aDesk, anAsker, message, type TestDesk, words } from './a-world.ts'

const inBerlin = () => anAsker({ zone: 'Europe/Berlin' })
const press = async ({ desk }: TestDesk, reply: Reply, does: string, asker = inBerlin()) =>
  desk.press(desk.actionId(actionThat(reply, (action) => action.do === does)), asker)

describe('/remind', () => {
  test('says when, in the person’s own time, and remembers the zone', async () => {
    const { desk, store } = await aDesk()
    const reply = await desk.run(['remind'], { platform: 'linkedin', when: 'in 2 weeks' }, inBerlin())
    expect(message(reply).visibility).toBe('private')
    expect(words(reply)).toContain('We remind you of LinkedIn on Sunday, 6 December 2026, 09:00 (Europe/Berlin), by direct message.')
    expect(await store.reminders.of(inBerlin().person)).toMatchObject([{ slug: 'linkedin', dueAt: Date.parse('2026-12-06T08:00:00Z') }])
    expect(await store.people.settings(inBerlin().person)).toEqual({ zone: 'Europe/Berlin' })
  })

  test('says so when the zone is only our guess, and takes one that is named', async () => {
    const { desk, store } = await aDesk()
    const guessed = await desk.runText('remind linkedin tomorrow 9:00', anAsker())
    expect(words(guessed)).toContain("We don't know your time zone.")
    expect(
      message(guessed).notice.blocks.flatMap((block) => ('text' in block && Array.isArray(block.text) ? block.text : [])),
    ).toContainEqual(expect.objectContaining({ kind: 'instant', atMs: Date.parse('2026-11-23T09:00:00Z') }))
    expect(await store.people.settings(anAsker().person)).toEqual({})
    const named = await desk.runText('remind linkedin tomorrow 9:00 europe/berlin', anAsker())
    expect(words(named)).toContain('Monday, 23 November 2026, 09:00 (Europe/Berlin)')
    expect(words(await desk.runText('remind linkedin tomorrow', anAsker()))).not.toContain("We don't know your time zone.")
  })

  test.each([
    ['remind linkedin in 2 weeks', 'linkedin'],
    ['/remind github copilot in 2 weeks', 'github-copilot'],
    ['remind microsoft copilot next monday 9:00', 'microsoft-copilot'],
    ['remind linked in in 3 days', 'linkedin'],
    ['optout remind x 3 December', 'x-twitter'],
  ])('typed: %s', async (typed, slug) => {
    const { desk, store } = await aDesk()
    expect(words(await desk.runText(typed, inBerlin()))).toContain('We remind you of')
    expect(await store.reminders.of(inBerlin().person)).toMatchObject([{ slug }])
  })

  test.each([
    ['remind linkedin on nxt tusday', "We can't read “on nxt tusday” as a date. Try: in 2 weeks · 3 December · tomorrow 9:00."],
    ['remind linkedin 3 November 2025', '3 November 2025 has passed. Choose a later date.'],
    ['remind linkedin in 0 minutes', 'That is less than a minute away.'],
    ['remind linkedin in 3 years', 'That is more than two years away.'],
    ['remind linkedin tomorrow Europe/Berlim', "We don't know the time zone “Europe/Berlim”."],
    ['remind photobucket tomorrow', "We don't cover photobucket yet"],
  ])('%s', async (typed, expected) => {
    const { desk, store } = await aDesk()
    expect(words(await desk.runText(typed, inBerlin()))).toContain(expected)
    expect(await store.reminders.of(inBerlin().person)).toEqual([])
  })

  test('without a time it asks for one in a form, as the button on a guide does', async () => {
    const desk = await aDesk()
    expect(await desk.desk.runText('remind linkedin', inBerlin())).toMatchObject({ kind: 'form', fields: [{ name: 'when' }] })
    const guide = await desk.desk.run(['optout'], { platform: 'linkedin', region: 'DE' }, inBerlin())
    const form = await press(desk, guide, 'remind')
    if (form.kind !== 'form') throw new Error('expected a form')
    const submit = (when: string) => desk.desk.submit(desk.desk.actionId(form.action), { when }, inBerlin())
    expect(words(await submit('whenever'))).toContain("We can't read “whenever” as a date.")
    expect(words(await submit('in 1 week'))).toContain('Sunday, 29 November 2026, 09:00 (Europe/Berlin)')
  })

  test('alone it lists them, and one can be cancelled', async () => {
    const desk = await aDesk()
    expect(words(await desk.desk.runText('remind', inBerlin()))).toContain('You have no reminders')
    await desk.desk.runText('remind linkedin in 2 weeks', inBerlin())
    await desk.desk.runText('remind reddit tomorrow', inBerlin())
    const listed = await desk.desk.runText('remind', inBerlin())
    expect(words(listed).split('\n').slice(0, 3)).toEqual([
      'You have 2 reminders',
      '- Reddit, Monday, 23 November 2026, 09:00 (Europe/Berlin)',
      '- LinkedIn, Sunday, 6 December 2026, 09:00 (Europe/Berlin)',
    ])
    expect(words(await press(desk, listed, 'reminder-stop'))).toBe('Reddit: no more reminders of it.')
    expect(await desk.store.reminders.of(inBerlin().person)).toMatchObject([{ slug: 'linkedin' }])
  })

  test('the fifty-first is refused with a way to the list', async () => {
    const { desk, store, world } = await aDesk()
    const now = world.clock.now()
    for (let n = 0; n < REMINDERS_MAX; n += 1)
      await store.reminders.add(inBerlin().person, { kind: 'asked', slug: 'x', zone: 'UTC', askedAt: now, dueAt: now + 1e6 }, REMINDERS_MAX)
    const reply = await desk.runText('remind linkedin tomorrow', inBerlin())
    expect(words(reply)).toContain('You have 50 reminders, the most we keep.')
    expect(actions(reply)).toEqual([{ do: 'reminders' }])
  })
})

describe('answering a reminder', () => {
  async function reminded(): Promise<{ desk: TestDesk; id: number }> {
    const desk = await aDesk()
    await desk.desk.runText('remind linkedin tomorrow 9:00', inBerlin())
    const [reminder] = await desk.store.reminders.of(inBerlin().person)
    desk.at('2026-11-23T08:00:00Z')
    return { desk, id: reminder?.id ?? 0 }
  }
  const answer = ({ desk }: TestDesk, action: Parameters<TestDesk['desk']['actionId']>[0], asker = inBerlin()) =>
    desk.press(desk.actionId(action), asker)

  test('done and stop end it, and say so in its place', async () => {
    const { desk, id } = await reminded()
    const done = await answer(desk, { do: 'reminder-done', id, slug: 'linkedin' })
    expect(message(done)).toMatchObject({ replaces: true, visibility: 'private' })
    expect(words(done)).toContain('LinkedIn: done. No more reminders of it.')
    expect((await desk.store.reminders.of(inBerlin().person)).filter(({ kind }) => kind === 'asked')).toEqual([])
    expect(words(await answer(desk, { do: 'reminder-done', id, slug: 'linkedin' }))).toContain('LinkedIn: done. No more reminders of it.')
  })

  test.each([
    ['day', 'OK. LinkedIn: Tuesday, 24 November 2026, 09:00 (Europe/Berlin).'],
    ['week', 'OK. LinkedIn: Monday, 30 November 2026, 09:00 (Europe/Berlin).'],
  ] as const)('snoozing by a %s', async (by, expected) => {
    const { desk, id } = await reminded()
    expect(words(await answer(desk, { do: 'reminder-snooze', id, slug: 'linkedin', by }))).toBe(expected)
    expect(await desk.store.reminders.of(inBerlin().person)).toMatchObject([{ id, sent: 0 }])
  })

  test('snoozing to a time of one’s own asks for it in a form, and refuses what cannot be read', async () => {
    const { desk, id } = await reminded()
    const form = await answer(desk, { do: 'reminder-snooze', id, slug: 'linkedin', by: 'custom' })
    if (form.kind !== 'form') throw new Error('expected a form')
    const submit = (when: string) => desk.desk.submit(desk.desk.actionId(form.action), { when }, inBerlin())
    expect(words(await submit('sometime'))).toContain("We can't read “sometime” as a date.")
    const moved = await submit('3 December 18:30')
    expect(message(moved)).toMatchObject({ visibility: 'private', replaces: true })
    expect(words(moved)).toBe('OK. LinkedIn: Thursday, 3 December 2026, 18:30 (Europe/Berlin).')
    expect(await desk.store.reminders.of(inBerlin().person)).toMatchObject([{ id, dueAt: Date.parse('2026-12-03T17:30:00Z'), sent: 0 }])
  })

  test('one that came for the last time can still be snoozed', async () => {
    const { desk, id } = await reminded()
    await desk.store.reminders.remove(inBerlin().person, id)
    await answer(desk, { do: 'reminder-snooze', id, slug: 'linkedin', by: 'week' })
    expect(await desk.store.reminders.of(inBerlin().person)).toHaveLength(1)
  })

  test('nobody else can answer it', async () => {
    const { desk, id } = await reminded()
    const stranger = anAsker({ person: { chatPlatform: 'discord', userId: '666' } })
    await answer(desk, { do: 'reminder-stop', id, slug: 'linkedin' }, stranger)
    expect(await desk.store.reminders.of(inBerlin().person)).toHaveLength(1)
  })
})

async function missedReminder(test: TestDesk): Promise<void> {
  const { store, world } = test
  const { person } = inBerlin()
  const notice = {
    kind: 'reminder',
    locale: 'en',
    tone: 'on',
    blocks: [
      { kind: 'text', text: [{ kind: 'text', text: 'LinkedIn: you asked to be reminded.' }] },
      { kind: 'buttons', buttons: [{ kind: 'action', label: 'Guide', action: { do: 'guide', slug: 'linkedin' } }] },
    ],
  } as const
  const atMs = world.clock.now()
  await store.outbox.enqueue([{ key: 'r', class: 'reminder', destination: { kind: 'person', ...person }, notice, dueAt: atMs }], atMs)
  for (const leased of await store.outbox.claim({ atMs, leaseUntilMs: atMs + 1, limit: 1, chatPlatforms: ['discord'] }))
    await store.outbox.finish(leased, { outcome: { kind: 'gone', code: '50007' }, atMs, retryAt: null })
}

test('what could not be delivered is told with the next private answer, once', async () => {
  const test = await aDesk()
  const { desk } = test
  await missedReminder(test)
  const said = words(await desk.runText('help', inBerlin()))
  expect(said).toContain('This did not reach you by direct message:')
  expect(said).toContain('LinkedIn: you asked to be reminded.')
  expect(words(await desk.runText('help', inBerlin()))).not.toContain('did not reach you')
})

describe('whom direct messages do not reach', () => {
  const here = inBerlin().channel

  test('is offered a reminder in the channel, which says that everybody there will see it', async () => {
    const test = await aDesk()
    await missedReminder(test)
    const form = await press(test, await test.desk.runText('help', inBerlin()), 'remind-here')
    if (form.kind !== 'form') throw new Error('expected a form')
    const set = await test.desk.submit(test.desk.actionId(form.action), { when: 'tomorrow 9:00' }, inBerlin())
    expect(words(set)).toContain('We remind you of LinkedIn in this channel on Monday, 23 November 2026, 09:00 (Europe/Berlin), once.')
    expect(words(set)).toContain('Everybody here can see it.')
    expect(await test.store.reminders.of(inBerlin().person)).toMatchObject([{ slug: 'linkedin', channel: here }])
  })

  test('is not offered one where there is no channel', async () => {
    const test = await aDesk()
    await missedReminder(test)
    expect(actions(await test.desk.runText('help', anAsker({ channel: null }))).map(({ do: what }) => what)).not.toContain('remind-here')
    const refused = await test.desk.submit(
      test.desk.actionId({ do: 'remind-here', slug: 'linkedin' }),
      { when: 'tomorrow' },
      anAsker({ channel: null }),
    )
    expect(words(refused)).toContain('There is no channel to remind you in here.')
  })

  test('is told when the bot may not post there, and nothing is set', async () => {
    const { desk, store } = await aDesk({ mayPost: async () => ({ kind: 'no', why: 'missing-access' }) })
    const refused = await desk.submit(desk.actionId({ do: 'remind-here', slug: 'linkedin' }), { when: 'tomorrow' }, inBerlin())
    expect(words(refused)).toContain('Give me “View Channel” and “Send Messages” there')
    expect(await store.reminders.of(inBerlin().person)).toEqual([])
  })
})
