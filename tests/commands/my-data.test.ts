import { describe, expect, test } from 'vitest'
import { exportParts } from '../../src/commands/my-data-export.ts'
import type { StoredAboutPerson } from '../../src/core/ports/personal-data.ts'
import { actionThat, aDesk, anAsker, message, words } from './a-world.ts'

const copied = (reply: Parameters<typeof message>[0]) =>
  message(reply).notice.blocks.flatMap((block) => (block.kind === 'copy' ? [block.text] : []))

describe('/mydata', () => {
  test('says that nothing is kept before anything was chosen', async () => {
    const { desk } = await aDesk()
    const reply = await desk.runText('mydata', anAsker())
    expect(words(reply)).toContain('Nothing. We only keep what you choose')
    expect(words(await desk.runText('mydata delete', anAsker()))).toContain('Nothing. We only keep')
    expect(words(await desk.runText('mydata export', anAsker()))).toContain('Nothing. We only keep')
  })

  test('lists what was chosen and what is followed, for the eyes of the person only', async () => {
    const { desk, store } = await aDesk()
    const asker = anAsker()
    await store.people.remember(asker.person, { region: 'DE', account: 'business' })
    await desk.runText('follow linkedin', asker)
    const reply = await desk.run(['mydata', 'show'], {}, asker)
    expect(message(reply).visibility).toBe('private')
    const said = words(reply)
    for (const line of ['Your Discord ID', 'Region: Germany', 'Account: business account', 'Follows: LinkedIn', 'Not kept: your messages'])
      expect(said).toContain(line)
  })

  test('is exported as JSON that can be read again', async () => {
    const { desk, store } = await aDesk()
    const asker = anAsker()
    await store.people.remember(asker.person, { region: 'DE' })
    await desk.runText('follow linkedin', asker)
    const [json = ''] = copied(await desk.runText('mydata export', asker))
    expect(JSON.parse(json)).toEqual({
      person: { chatPlatform: 'discord', id: asker.person.userId },
      settings: { region: 'DE' },
      follows: [{ service: 'linkedin', since: '2026-11-22T12:00:00.000Z' }],
    })
  })

  test('a long export goes on with a button, part by part', async () => {
    const { desk, store, world } = await aDesk()
    const asker = anAsker()
    for (let n = 0; n < 100; n += 1) await store.people.follow(asker.person, `service-${n}`, { atMs: world.clock.now(), max: 200 })
    const services: string[] = []
    let reply = await desk.runText('mydata export', asker)
    for (;;) {
      const parsed = JSON.parse(copied(reply)[0] ?? '') as { follows: { service: string }[] }
      services.push(...parsed.follows.map(({ service }) => service))
      if (services.length >= 100) break
      reply = await desk.press(desk.actionId(actionThat(reply, (action) => action.do === 'mydata-export')), asker)
    }
    expect(services).toEqual(Array.from({ length: 100 }, (_, n) => `service-${n}`))
  })

  test('is deleted after asking once, and can be kept', async () => {
    const { desk, store } = await aDesk()
    const asker = anAsker()
    await store.people.remember(asker.person, { region: 'DE' })
    await desk.runText('follow linkedin', asker)
    const asked = await desk.runText('mydata delete', asker)
    expect(words(asked)).toContain("Delete 2 entries? This can't be undone.")
    const kept = await desk.press(desk.actionId(actionThat(asked, (action) => action.do === 'mydata-show')), asker)
    expect(words(kept)).toContain('Follows: LinkedIn')

    const deleted = await desk.press(desk.actionId(actionThat(asked, (action) => action.do === 'mydata-delete')), asker)
    expect(message(deleted)).toMatchObject({ visibility: 'private', replaces: true })
    expect(words(deleted)).toContain('Deleted. Nothing about you is left in this bot.')
    expect(await store.people.settings(asker.person)).toEqual({})
    expect(await store.people.following(asker.person)).toEqual([])
  })
})

test('an export loses nothing, repeats nothing, and no part is longer than a message takes', () => {
  const stored: StoredAboutPerson = {
    settings: { region: 'DE', zone: 'Europe/Berlin' },
    follows: Array.from({ length: 200 }, (_, n) => ({ slug: `s-${n}`, followedAt: n })),
    checklist: Array.from({ length: 200 }, (_, n) => ({
      slug: `c-${n}`,
      practice: 'models',
      state: 'done',
      markedOn: '2026-11-22',
      askAgain: true,
    })),
    reminders: Array.from({ length: 50 }, (_, n) => ({
      id: n,
      kind: 'asked',
      slug: `r-${n}`,
      zone: 'Europe/Berlin',
      askedAt: n,
      dueAt: n,
      sent: 0,
      channel: null,
    })),
    messages: Array.from({ length: 300 }, (_, n) => ({
      class: 'follow',
      state: 'delivered',
      writtenAt: n,
      endedAt: n,
      messageId: String(n),
    })),
    unreachableSince: 5,
  }
  const parts = exportParts({ chatPlatform: 'discord', userId: '1' }, stored)
  expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(2_500)
  const parsed = parts.map((part) => JSON.parse(part) as Record<string, unknown[]>)
  const all = (name: string) => parsed.flatMap((part) => part[name] ?? [])
  expect(all('follows')).toHaveLength(200)
  expect(new Set(all('checklist').map((entry) => JSON.stringify(entry))).size).toBe(200)
  expect(all('reminders')).toHaveLength(50)
  expect(all('messages')).toHaveLength(300)
})
