import { describe, expect, test } from 'vitest'
import type { Digest } from '../../src/core/subscription.ts'
import { planDigestRun } from '../../src/scheduler/plan-digest-run.ts'
import { digestSettings, PRIVACY } from '../contracts/store-samples.ts'

const at = (iso: string) => Date.parse(iso)

/** Daily at 9:00 in Berlin, due on Friday 14 August 2026. */
const digest: Digest = {
  id: 1,
  channel: PRIVACY,
  settings: digestSettings(),
  state: 'active',
  coveredUntil: '2026-08-13',
  lastRunOn: '2026-08-13',
  dueAt: at('2026-08-14T07:00:00Z'),
}

describe('a digest that is due', () => {
  test('runs for its day, and is next due a day later', () => {
    expect(planDigestRun(digest, at('2026-08-14T07:00:02Z'))).toEqual({
      kind: 'run',
      runOn: '2026-08-14',
      coveredUntil: '2026-08-14',
      lateFrom: null,
      dueAt: at('2026-08-15T07:00:00Z'),
    })
  })

  test('is late when it runs an hour after its time', () => {
    expect(planDigestRun(digest, at('2026-08-14T07:59:00Z'))).toMatchObject({ lateFrom: null })
    expect(planDigestRun(digest, at('2026-08-14T09:00:00Z'))).toMatchObject({ runOn: '2026-08-14', lateFrom: '2026-08-14' })
  })

  test('runs once for all the days it missed, and says from when', () => {
    expect(planDigestRun(digest, at('2026-08-20T12:00:00Z'))).toEqual({
      kind: 'run',
      runOn: '2026-08-20',
      coveredUntil: '2026-08-20',
      lateFrom: '2026-08-14',
      dueAt: at('2026-08-21T07:00:00Z'),
    })
  })

  test('that comes after midnight belongs to the day before, and leaves the new day to its own run', () => {
    expect(planDigestRun(digest, at('2026-08-15T03:00:00Z'))).toMatchObject({
      runOn: '2026-08-14',
      coveredUntil: '2026-08-14',
      dueAt: at('2026-08-15T07:00:00Z'),
    })
  })

  test('never covers less than it did', () => {
    expect(planDigestRun({ ...digest, coveredUntil: '2026-08-18' }, at('2026-08-14T07:00:00Z'))).toMatchObject({
      coveredUntil: '2026-08-18',
      lateFrom: null,
    })
  })

  test('waits when the rules of its zone moved its time', () => {
    expect(planDigestRun({ ...digest, dueAt: at('2026-08-14T06:00:00Z') }, at('2026-08-14T06:00:00Z'))).toEqual({
      kind: 'replan',
      dueAt: at('2026-08-14T07:00:00Z'),
    })
    const fresh = { ...digest, lastRunOn: null, dueAt: at('2026-08-14T06:00:00Z') }
    expect(planDigestRun(fresh, at('2026-08-14T06:00:00Z'))).toEqual({ kind: 'replan', dueAt: at('2026-08-14T07:00:00Z') })
  })

  test('of a week runs on its weekday', () => {
    const weekly: Digest = {
      ...digest,
      settings: digestSettings({ schedule: { localTime: '09:00', zone: 'Europe/Berlin', weekday: 5 } }),
      coveredUntil: '2026-08-07',
      lastRunOn: '2026-08-07',
    }
    expect(planDigestRun(weekly, at('2026-08-14T07:00:00Z'))).toMatchObject({ runOn: '2026-08-14', dueAt: at('2026-08-21T07:00:00Z') })
  })
})
