import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, daysBetween } from '../../src/core/calendar-date.ts'
import { instantAt, isLocalTime, isTimeZone, latestRun, localDateOf, nextRun, parseTimeZone } from '../../src/core/local-time.ts'
import type { DigestSchedule } from '../../src/core/subscription.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Zones with ordinary, half-hour, midnight-crossing, southern, abolished and extreme clock changes. */
const ZONES = [
  'UTC',
  'Europe/Berlin',
  'Europe/London',
  'Europe/Dublin',
  'America/New_York',
  'America/Los_Angeles',
  'America/Sao_Paulo',
  'America/St_Johns',
  'America/Goose_Bay',
  'America/Nuuk',
  'America/Havana',
  'America/Asuncion',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Asia/Tehran',
  'Asia/Gaza',
  'Asia/Beirut',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Australia/Sydney',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'Pacific/Auckland',
  'Antarctica/Troll',
] as const

/** What a wall clock shows, by the runtime's own time zone data: independent of Temporal. */
const clocks = new Map<string, Intl.DateTimeFormat>()
function wallClock(atMs: number, zone: string): { date: string; time: string } {
  let format = clocks.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      calendar: 'iso8601',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
    clocks.set(zone, format)
  }
  const part = Object.fromEntries(format.formatToParts(atMs).map(({ type, value }) => [type, value]))
  return { date: `${part.year}-${part.month}-${part.day}`, time: `${part.hour}:${part.minute}` }
}

/** Instants around which a zone's clocks change, found by looking at the wall clock hour by hour. */
function clockChanges(zone: string, fromMs: number, toMs: number): number[] {
  const found: number[] = []
  const offset = (atMs: number) => Date.parse(`${wallClock(atMs, zone).date}T${wallClock(atMs, zone).time}Z`) - atMs
  let before = offset(fromMs)
  for (let at = fromMs; at < toMs; at += DAY_MS) {
    const after = offset(at + DAY_MS)
    if (after === before) continue
    before = after
    for (let hour = at; hour < at + DAY_MS; hour += HOUR_MS / 2) if (offset(hour) !== offset(hour + HOUR_MS / 2)) found.push(hour)
  }
  return found
}

/** Years that hold the odd ones: Samoa's lost day, Gaza's midnights, Brazil's and Paraguay's last changes, today's rules. */
const YEARS = [2010, 2011, 2018, 2024, 2026]
const TRANSITIONS = ZONES.flatMap((zone) =>
  YEARS.flatMap((year) => clockChanges(zone, Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)).map((atMs) => ({ zone, atMs }))),
)

const anyZone = fc.constantFrom(...ZONES)
const anyTime = fc
  .integer({ min: 0, max: 24 * 60 - 1 })
  .map((minutes) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`)
const anyNearTransition = fc
  .tuple(fc.constantFrom(...TRANSITIONS), fc.integer({ min: -3 * DAY_MS, max: 2 * DAY_MS }))
  .map(([{ zone, atMs }, byMs]) => ({ zone, atMs: atMs + byMs }))
const anywhen = fc.record({ zone: anyZone, atMs: fc.integer({ min: Date.UTC(2009, 0, 1), max: Date.UTC(2026, 0, 1) }) })

describe('the zone somebody typed', () => {
  test.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    [' europe/berlin ', 'Europe/Berlin'],
    ['utc', 'UTC'],
    ['Europe/Kyiv', 'Europe/Kyiv'],
    ['america/argentina/buenos_aires', 'America/Argentina/Buenos_Aires'],
    ['Etc/GMT-2', 'Etc/GMT-2'],
  ])('%s is %s', (typed, zone) => {
    expect(parseTimeZone(typed)).toBe(zone)
  })

  test.each([
    '+02:00',
    '-05:00',
    'CETT',
    '',
    'Europe',
    'Europe/',
    '2020-01-01T00:00Z[Europe/Berlin]',
    'Z',
    'x'.repeat(4000),
    'Europe/Berlin\u0000',
  ])('%j is no zone', (typed) => {
    expect(parseTimeZone(typed)).toBeNull()
  })

  test('only the proper case counts as a zone', () => {
    expect(isTimeZone('Europe/Berlin')).toBe(true)
    expect(isTimeZone('europe/berlin')).toBe(false)
  })
})

test('a local time is two digits, a colon and two digits on a clock', () => {
  expect(['00:00', '09:30', '23:59'].every(isLocalTime)).toBe(true)
  expect(['24:00', '9:30', '09:60', '0930', '09:30:00', '', '٠٩:٣٠'].some(isLocalTime)).toBe(false)
})

describe('clock changes', () => {
  test('a time in a gap moves forward by the gap', () => {
    expect(new Date(instantAt('2026-03-29', '02:30', 'Europe/Berlin')).toISOString()).toBe('2026-03-29T01:30:00.000Z')
  })

  test('a time that comes twice means the first one', () => {
    expect(new Date(instantAt('2026-10-25', '02:30', 'Europe/Berlin')).toISOString()).toBe('2026-10-25T00:30:00.000Z')
  })

  test('a day that a zone skipped whole has no run', () => {
    const schedule: DigestSchedule = { localTime: '09:00', zone: 'Pacific/Apia' }
    const before = nextRun(schedule, { lastRunOn: null, now: instantAt('2011-12-29', '08:00', 'Pacific/Apia') })
    const after = nextRun(schedule, { lastRunOn: before.runOn, now: before.dueAt })
    expect([before.runOn, after.runOn]).toEqual(['2011-12-29', '2011-12-31'])
  })

  test('a time that a gap moves past midnight still belongs to the day it was asked for', () => {
    const schedule: DigestSchedule = { localTime: '23:45', zone: 'America/Toronto' }
    // In 1919 Toronto turned clocks from 23:30 on 30 March to 00:30.
    const now = Date.parse('1919-03-31T04:35:00Z')
    expect(wallClock(now, 'America/Toronto')).toEqual({ date: '1919-03-31', time: '00:35' })
    const run = nextRun(schedule, { lastRunOn: '1919-03-29', now })
    expect(run.runOn).toBe('1919-03-30')
    expect(wallClock(run.dueAt, 'America/Toronto')).toEqual({ date: '1919-03-31', time: '00:45' })
  })
})

describe('when the next run is', () => {
  const berlin: DigestSchedule = { localTime: '09:00', zone: 'Europe/Berlin' }
  const at = (iso: string) => Date.parse(iso)

  test('today while its time is still ahead', () => {
    expect(nextRun(berlin, { lastRunOn: null, now: at('2026-08-14T06:59:59Z') })).toEqual({
      runOn: '2026-08-14',
      dueAt: at('2026-08-14T07:00:00Z'),
    })
  })

  test('tomorrow once its time is past', () => {
    expect(nextRun(berlin, { lastRunOn: null, now: at('2026-08-14T07:00:01Z') }).runOn).toBe('2026-08-15')
  })

  test('never a day that has run, also when the clock goes back', () => {
    expect(nextRun(berlin, { lastRunOn: '2026-08-14', now: at('2026-08-12T00:00:00Z') }).runOn).toBe('2026-08-15')
  })

  test('on its weekday when it is weekly', () => {
    expect(nextRun({ ...berlin, weekday: 1 }, { lastRunOn: null, now: at('2026-08-14T00:00:00Z') }).runOn).toBe('2026-08-17')
  })

  test('the latest run stands for those missed before it', () => {
    expect(latestRun(berlin, { lastRunOn: '2026-08-03', now: at('2026-08-14T06:00:00Z') })).toEqual({
      runOn: '2026-08-13',
      dueAt: at('2026-08-13T07:00:00Z'),
    })
  })

  test('there is no latest run when none has come since the last', () => {
    expect(latestRun(berlin, { lastRunOn: '2026-08-14', now: at('2026-08-15T06:00:00Z') })).toBeNull()
  })
})

describe('schedules across clock changes', () => {
  test('a daily schedule runs once on every day that exists, in order', () => {
    fc.assert(
      fc.property(anyNearTransition, anyTime, ({ zone, atMs }, localTime) => {
        const schedule: DigestSchedule = { localTime, zone }
        let run = nextRun(schedule, { lastRunOn: null, now: atMs })
        for (let i = 0; i < 6; i += 1) {
          const next = nextRun(schedule, { lastRunOn: run.runOn, now: run.dueAt })
          expect(next.runOn > run.runOn).toBe(true)
          expect(next.dueAt).toBeGreaterThan(run.dueAt)
          for (let skipped = addDays(run.runOn, 1); skipped < next.runOn; skipped = addDays(skipped, 1)) {
            expect({ zone, skipped, exists: dayExists(skipped, zone) }).toEqual({ zone, skipped, exists: false })
          }
          run = next
        }
      }),
      { numRuns: 400 },
    )
  })

  test('a run is due when the wall clock shows its time, except inside a gap, where it is later by no more than the gap', () => {
    fc.assert(
      fc.property(fc.oneof(anyNearTransition, anywhen), anyTime, ({ zone, atMs }, localTime) => {
        const { runOn, dueAt } = nextRun({ localTime, zone }, { lastRunOn: null, now: atMs })
        const shown = wallClock(dueAt, zone)
        if (shown.date === runOn && shown.time === localTime) {
          // The first of two: three hours earlier covers every overlap there has been in these zones.
          for (let earlier = dueAt - 60_000; earlier > dueAt - 3 * HOUR_MS; earlier -= 60_000) {
            const clock = wallClock(earlier, zone)
            expect(clock.date === runOn && clock.time === localTime).toBe(false)
          }
          return
        }
        // In a gap: no instant around shows the asked time.
        for (let near = dueAt - 3 * HOUR_MS; near < dueAt + 3 * HOUR_MS; near += 60_000) {
          const clock = wallClock(near, zone)
          expect({ zone, runOn, localTime, gap: !(clock.date === runOn && clock.time === localTime) }).toEqual({
            zone,
            runOn,
            localTime,
            gap: true,
          })
        }
        expect(`${shown.date} ${shown.time}` > `${runOn} ${localTime}`).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  test('whatever instants the loop wakes at, no day runs twice and the newest owed day is never left out', () => {
    fc.assert(
      fc.property(
        anyNearTransition,
        anyTime,
        fc.array(fc.integer({ min: 0, max: 30 * HOUR_MS }), { minLength: 5, maxLength: 30 }),
        ({ zone, atMs }, localTime, steps) => {
          const schedule: DigestSchedule = { localTime, zone }
          const ran: string[] = []
          let lastRunOn: string | null = addDays(localDateOf(atMs, zone), -2)
          let now = atMs
          for (const step of steps) {
            now += step
            const owed = latestRun(schedule, { lastRunOn, now })
            if (owed !== null) {
              ran.push(owed.runOn)
              lastRunOn = owed.runOn
            }
            expect(nextRun(schedule, { lastRunOn, now }).dueAt).toBeGreaterThanOrEqual(now)
            const today = localDateOf(now, zone)
            expect(daysBetween(lastRunOn, today)).toBeLessThanOrEqual(2)
          }
          expect(new Set(ran).size).toBe(ran.length)
          expect([...ran].sort()).toEqual(ran)
        },
      ),
      { numRuns: 200 },
    )
  })

  test('a weekly schedule keeps its weekday', () => {
    fc.assert(
      fc.property(
        fc.oneof(anyNearTransition, anywhen),
        anyTime,
        fc.constantFrom(1, 2, 3, 4, 5, 6, 7),
        ({ zone, atMs }, localTime, weekday) => {
          const { runOn } = nextRun({ localTime, zone, weekday }, { lastRunOn: null, now: atMs })
          expect(new Date(`${runOn}T12:00:00Z`).getUTCDay() || 7).toBe(weekday)
        },
      ),
    )
  })
})

function dayExists(date: string, zone: string): boolean {
  const noon = Date.parse(`${date}T12:00:00Z`)
  for (let at = noon - 30 * HOUR_MS; at <= noon + 30 * HOUR_MS; at += HOUR_MS / 2) if (wallClock(at, zone).date === date) return true
  return false
}
