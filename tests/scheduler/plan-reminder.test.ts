import { expect, test } from 'vitest'
import { planReminder } from '../../src/scheduler/plan-reminder.ts'

const at = (instant: string) => Date.parse(instant)
const NINE = at('2026-11-23T08:00:00Z')
const reminder = { kind: 'asked', dueAt: NINE, sent: 0, zone: 'Europe/Berlin', channel: null } as const
const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())

test('is sent at once, again after a day and after three more, at the same time of day, and then no more', () => {
  const times = []
  let next: { dueAt: number; sent: number } | null = { dueAt: NINE, sent: 0 }
  while (next !== null) {
    const plan = planReminder({ ...reminder, ...next }, next.dueAt)
    times.push(iso(plan.sendAt))
    next = plan.nextDueAt === null ? null : { dueAt: plan.nextDueAt, sent: next.sent + 1 }
  }
  expect(times).toEqual(['2026-11-23T08:00:00.000Z', '2026-11-24T08:00:00.000Z', '2026-11-27T08:00:00.000Z'])
})

test('a night that was asked for is kept, its repetition comes in the morning', () => {
  const dueAt = at('2026-11-23T22:00:00Z')
  const { sendAt, nextDueAt } = planReminder({ ...reminder, dueAt }, dueAt)
  expect(iso(sendAt)).toBe('2026-11-23T22:00:00.000Z')
  expect(iso(nextDueAt)).toBe('2026-11-25T07:00:00.000Z')
})

test('one that is hours late waits for the morning', () => {
  const { sendAt, nextDueAt } = planReminder(reminder, at('2026-11-25T23:00:00Z'))
  expect(iso(sendAt)).toBe('2026-11-26T07:00:00.000Z')
  expect(iso(nextDueAt)).toBe('2026-11-27T08:00:00.000Z')
})

test('a look back comes by day', () => {
  expect(iso(planReminder({ ...reminder, kind: 'look-back', dueAt: at('2026-11-23T22:00:00Z') }, at('2026-11-23T22:00:00Z')).sendAt)).toBe(
    '2026-11-24T07:00:00.000Z',
  )
})

test('one for a channel comes once: nobody there can answer it for whoever asked', () => {
  const channel = { chatPlatform: 'slack', installationId: 'T1', channelId: 'C1' } as const
  expect(planReminder({ ...reminder, channel }, NINE)).toEqual({ sendAt: NINE, nextDueAt: null })
})
