import { WebClient } from '@slack/web-api'
import { expect, test, vi } from 'vitest'
import { createPeople } from '../../../src/bots/slack/people.ts'
import { recordingLog } from './start-bot.ts'

/** People over a Slack that answers `users.info` with `reply`, counted. */
function peopleWhere(reply: (userId: string) => Promise<object>) {
  const asked: string[] = []
  const api = new WebClient('xoxb-x', {
    retryConfig: { retries: 0 },
    fetch: async (_, init) => {
      const userId = new URLSearchParams(String(init?.body)).get('user') ?? ''
      asked.push(userId)
      return Response.json({ ok: true, ...(await reply(userId)) })
    },
  })
  const clock = { ms: 0, now: () => clock.ms }
  return { asked, clock, people: createPeople({ api, clock, log: recordingLog().log, teamId: () => 'T1', rankTimeoutMs: 30 }) }
}

const admin = { user: { team_id: 'T1', is_admin: true, tz: 'Europe/Berlin', locale: 'de-DE' } }

test('what was learnt is kept for ten minutes', async () => {
  const { people, clock, asked } = peopleWhere(async () => admin)
  expect(await people.mayManage('U1', 'T1')).toBe(true)
  expect(people.known('U1')).toEqual({ locale: 'de-DE', zone: 'Europe/Berlin' })
  clock.ms = 599_999
  expect(people.known('U1').zone).toBe('Europe/Berlin')
  expect(asked.length).toBe(1)
  clock.ms = 600_000
  expect(people.known('U1').zone).toBeNull()
})

test('rank is asked for every time: who was an admin a minute ago may be none now', async () => {
  let isAdmin = true
  const { people } = peopleWhere(async () => ({ user: { is_admin: isAdmin } }))
  expect(await people.mayManage('U1', 'T1')).toBe(true)
  isAdmin = false
  expect(await people.mayManage('U1', 'T1')).toBe(false)
})

test('nobody manages while Slack takes too long', async () => {
  const { people } = peopleWhere(() => new Promise(() => {}))
  expect(await people.mayManage('U1', 'T1')).toBe(false)
})

test.each([
  ['deleted', { deleted: true }],
  ['a bot', { is_bot: true }],
  ['a stranger', { is_stranger: true }],
  ['a guest', { is_restricted: true }],
  ['a single-channel guest', { is_ultra_restricted: true }],
  ['of another workspace', { team_id: 'T2' }],
  ['of no known shape', { is_admin: 'yes' }],
])('an admin who is %s manages nothing', async (_, more) => {
  const { people } = peopleWhere(async () => ({ user: { ...admin.user, ...more } }))
  expect(await people.mayManage('U1', 'T1')).toBe(false)
})

test('what Slack would not say is not asked again at every press', async () => {
  const { people, asked, clock } = peopleWhere(async () => ({ user: 'nobody' }))
  people.known('U1')
  await vi.waitFor(() => expect(asked.length).toBe(1))
  await people.mayManage('U1', 'T1')
  people.known('U1')
  clock.ms = 600_000
  people.known('U1')
  await vi.waitFor(() => expect(asked.length).toBe(3))
})

test('a person of another workspace is not even looked up', async () => {
  const { people, asked } = peopleWhere(async () => admin)
  expect(await people.mayManage('U1', 'T2')).toBe(false)
  expect(asked).toEqual([])
})

test('at most four people are looked up unasked at a time', async () => {
  const { people, asked } = peopleWhere(() => new Promise(() => {}))
  for (let index = 0; index < 10; index++) expect(people.known(`U${index}`)).toEqual({ locale: null, zone: null })
  await vi.waitFor(() => expect(asked).toEqual(['U0', 'U1', 'U2', 'U3']))
})
