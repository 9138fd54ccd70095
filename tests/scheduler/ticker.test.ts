import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTicker, type Ticker } from '../../src/scheduler/ticker.ts'

const START = Date.parse('2026-03-29T00:58:30Z')

let ticker: Ticker
let ticks: string[]

beforeEach(() => {
  vi.useFakeTimers({ now: START })
  ticks = []
  ticker = createTicker({ now: () => Date.now() })
  ticker.start(() => void ticks.push(new Date().toISOString().slice(11, 19)))
})
afterEach(() => {
  ticker.stop()
  vi.useRealTimers()
})

test('wakes every minute, also while clocks in Europe change', async () => {
  await vi.advanceTimersByTimeAsync(4 * 60_000)
  expect(ticks).toEqual(['00:59:00', '01:00:00', '01:01:00', '01:02:00'])
})

test('also wakes at the instant something is owed', async () => {
  ticker.wakeAt(START + 12_000)
  await vi.advanceTimersByTimeAsync(30_000)
  expect(ticks).toEqual(['00:58:42', '00:59:00'])
})

test('the last wish counts', async () => {
  ticker.wakeAt(START + 12_000)
  ticker.wakeAt(START + 20_000)
  await vi.advanceTimersByTimeAsync(29_000)
  ticker.wakeAt(START + 29_500)
  ticker.wakeAt(null)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(ticks).toEqual(['00:58:50', '00:59:00'])
})

test('an instant that is past wakes at once', async () => {
  ticker.wakeAt(START - 5_000)
  await vi.advanceTimersByTimeAsync(1)
  expect(ticks).toEqual(['00:58:30'])
})

test('once stopped it neither wakes nor keeps the process alive', async () => {
  ticker.wakeAt(START + 12_000)
  ticker.stop()
  ticker.wakeAt(START + 12_000)
  await vi.advanceTimersByTimeAsync(5 * 60_000)
  expect(ticks).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
})
