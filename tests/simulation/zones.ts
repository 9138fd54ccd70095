/** Every clock change of a zone, and what our rules make of the times around it, against the runtime's own zone data. */

import { addDays } from '../../src/core/calendar-date.ts'
import { instantAt, latestRun, localDateOf, nextRun } from '../../src/core/local-time.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const FIRST = Date.UTC(2020, 0, 1)
const LAST = Date.UTC(2038, 0, 1)

/** IANA zones the runtime knows. */
export const ZONES: readonly string[] = Intl.supportedValuesOf('timeZone')

/** Around every clock change these are asked of each day. */
const TIMES = ['00:00', '00:30', '01:00', '01:30', '02:00', '02:15', '02:30', '03:00', '03:30', '09:00', '12:00', '23:30', '23:59'] as const

type WallClock = (atMs: number) => number

const clocks = new Map<string, WallClock>()

/** A zone's clocks by `Intl`, which shares no code with what is tested: what they show, as if it were UTC. */
function clockOf(zone: string): WallClock {
  const clock = clocks.get(zone) ?? createClock(zone)
  clocks.set(zone, clock)
  return clock
}

function createClock(zone: string): WallClock {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  return (atMs) => {
    const part: Record<string, number> = {}
    for (const { type, value } of format.formatToParts(atMs)) if (type !== 'literal') part[type] = Number(value)
    return Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day, part.hour, part.minute, part.second)
  }
}

/** Instants at which the zone's clocks were changed, to the second. */
export function clockChanges(zone: string): readonly number[] {
  const wall = clockOf(zone)
  const offset = (atMs: number) => wall(atMs) - atMs
  const changes: number[] = []
  let before = offset(FIRST)
  // No two changes of any zone are less than a week apart but those of Ramadan, which are a month apart.
  for (let at = FIRST + 7 * DAY_MS; at <= LAST; at += 7 * DAY_MS) {
    const after = offset(at)
    if (after !== before) changes.push(changeBetween(offset, at - 7 * DAY_MS, at))
    before = after
  }
  return changes
}

function changeBetween(offset: WallClock, from: number, to: number): number {
  let [low, high] = [from, to]
  const before = offset(from)
  while (high - low > 1_000) {
    const middle = Math.floor((low + high) / 2_000) * 1_000
    if (offset(middle) === before) low = middle
    else high = middle
  }
  return high
}

/**
 * When clocks that show `wanted` (as if it were UTC) do so for the first time; in a gap, as much later as the gap is long. `offsets` are
 * those before and after the change nearby.
 */
function expected(wall: WallClock, wanted: number, offsets: readonly [number, number]): number {
  const hits = offsets.map((offset) => wanted - offset).filter((at) => wall(at) === wanted)
  if (hits.length > 0) return Math.min(...hits)
  return wanted - offsets[0]
}

/** What is wrong around this change of this zone's clocks; nothing, if all is well. */
export function problemsAround(zone: string, changeAt: number): readonly string[] {
  const wall = clockOf(zone)
  const offsets = [wall(changeAt - 1_000) - (changeAt - 1_000), wall(changeAt) - changeAt] as const
  const problems: string[] = []
  const middle = new Date(wall(changeAt - 1_000)).toISOString().slice(0, 10)
  for (const date of [addDays(middle, -1), middle, addDays(middle, 1)]) {
    for (const localTime of TIMES) {
      const wanted = Date.parse(`${date}T${localTime}:00Z`)
      const at = instantAt(date, localTime, zone)
      const right = expected(wall, wanted, offsets)
      const place = `${zone} ${date} ${localTime}`
      if (at !== right) problems.push(`${place}: ${new Date(at).toISOString()} instead of ${new Date(right).toISOString()}`)
      if (localDateOf(at, zone) !== new Date(wall(at)).toISOString().slice(0, 10)) problems.push(`${place}: wrong day`)
    }
  }
  return [...problems, ...scheduleProblems(zone, changeAt)]
}

/** Runs of the days around a change: each day once, in order, never early, and found by looking back as well. */
function scheduleProblems(zone: string, changeAt: number): readonly string[] {
  const problems: string[] = []
  for (const localTime of ['00:00', '02:30', '23:59'] as const) {
    const schedule = { zone, localTime }
    let now = changeAt - 2 * DAY_MS
    let lastRunOn: string | null = null
    for (let run = 0; run < 4; run += 1) {
      const next = nextRun(schedule, { lastRunOn, now })
      const place = `${zone} ${localTime} after ${lastRunOn}`
      if (next.dueAt < now) problems.push(`${place}: due in the past`)
      if (lastRunOn !== null && next.runOn !== addDays(lastRunOn, 1)) problems.push(`${place}: then ${next.runOn}`)
      const owed = latestRun(schedule, { lastRunOn, now: next.dueAt })
      if (owed?.runOn !== next.runOn) problems.push(`${place}: ${owed?.runOn} is owed when ${next.runOn} is due`)
      if (latestRun(schedule, { lastRunOn: next.runOn, now: next.dueAt }) !== null) problems.push(`${place}: owed twice`)
      lastRunOn = next.runOn
      now = next.dueAt
    }
  }
  return problems
}
