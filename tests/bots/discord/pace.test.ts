import { expect, test } from 'vitest'
import { createPace } from '../../../src/bots/discord/pace.ts'
import { retryDelayMs } from '../../../src/bots/discord/retry-delay.ts'

/** Time that stands still and writes down who would wait until when. */
function standingTime(): { turnsAt: number[]; now(): number; wait(ms: number): Promise<void> } {
  const turnsAt: number[] = []
  return { turnsAt, now: () => 0, wait: async (ms) => void turnsAt.push(ms) }
}

test('turns are spread evenly, never more than the limit in any second', async () => {
  const time = standingTime()
  const pace = createPace(50, time)
  await Promise.all(Array.from({ length: 121 }, () => pace.turn()))
  const busiest = Math.max(...time.turnsAt.map((start) => time.turnsAt.filter((at) => at >= start && at < start + 1_000).length))
  expect(busiest).toBe(50)
  expect(time.turnsAt.at(-1)).toBe(2_400)
})

test('after a pause nothing goes before its end', async () => {
  const time = standingTime()
  const pace = createPace(50, time)
  pace.pause(5_000)
  await pace.turn()
  expect(time.turnsAt).toEqual([5_000])
})

test('a turn is given up when nobody waits for it any more', async () => {
  const pace = createPace(1)
  await pace.turn()
  const controller = new AbortController()
  const turn = pace.turn(controller.signal)
  controller.abort()
  await expect(turn).rejects.toMatchObject({ name: 'AbortError' })
})

test('waits double up to five minutes', () => {
  const middle = () => 0.5
  expect([1, 2, 3, 4, 20].map((failed) => Math.round(retryDelayMs(failed, middle)))).toEqual([1_000, 2_000, 4_000, 8_000, 300_000])
  expect(retryDelayMs(1, () => 0)).toBeLessThan(retryDelayMs(1, () => 1))
})
