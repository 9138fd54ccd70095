import { expect, test } from 'vitest'
import { aPractice, day, START } from './a-practice.ts'

const MINUTE = 60_000

test('the clock stops at everything due on the way, each at its own moment', async () => {
  const practice = await aPractice()
  practice.due.push(START + 2 * MINUTE, START + 30 * MINUTE, START + 90 * MINUTE)
  const { now, nextDueAt } = await practice.act('/clock', { by: 60 * MINUTE })
  expect(now).toBe(START + 60 * MINUTE)
  expect(nextDueAt).toBe(START + 90 * MINUTE)
  expect(new Set(practice.settled)).toEqual(new Set([START, START + 2 * MINUTE, START + 30 * MINUTE, START + 60 * MINUTE]))
})

test('"next event" goes exactly there, and nowhere when nothing is planned', async () => {
  const practice = await aPractice()
  expect((await practice.act('/clock', { to: 'next' })).now).toBe(START)
  practice.due.push(START + 5 * MINUTE)
  expect((await practice.act('/clock', { to: 'next' })).now).toBe(START + 5 * MINUTE)
})

test('something overdue that cannot be settled does not hold the clock up', async () => {
  const practice = await aPractice({ stuck: true })
  practice.due.push(START - MINUTE)
  expect((await practice.act('/clock', { by: MINUTE })).now).toBe(START + MINUTE)
})

test('starting over forgets everything said and stored, and begins on the morning of the chosen day', async () => {
  const practice = await aPractice()
  await practice.act('/run', { text: 'linkedin', pane: 'channel' })
  const { now, messageIds, sent } = await practice.act('/start-over', { on: '2025-11-02' })
  expect({ messageIds, sent, wiped: practice.wiped() }).toEqual({ messageIds: [], sent: [], wiped: 1 })
  expect(now).toBe(Date.parse('2025-11-02T08:55:00+01:00'))
})

test('starting over without a date keeps the clock', async () => {
  const practice = await aPractice()
  expect((await practice.act('/start-over', { on: null })).now).toBe(START)
  expect((await practice.act('/start-over', { on: '1850-01-01' })).now).toBe(START)
})

test('the clock only goes forward, and not for years at once', async () => {
  const practice = await aPractice()
  for (const body of [{ by: -1 }, { by: 0 }, { by: 1e15 }, { by: 'x' }, { to: 0 }, {}])
    expect((await practice.post('/clock', body)).status).toBe(400)
  expect(practice.clock.now()).toBe(day('2026-08-14', '08:58'))
})
