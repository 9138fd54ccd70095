import { expect, test } from 'vitest'
import { createPace, type Pace } from '../../../src/bots/discord/pace.ts'
import { retryDelayMs } from '../../../src/bots/discord/retry-delay.ts'

/** Time that passes only by waiting, and sometimes more than was asked for. */
function virtualTime(lateMs: (wait: number) => number = () => 0) {
  let now = 0
  return {
    now: () => now,
    wait: async (ms: number) => {
      now += ms + lateMs(ms)
    },
  }
}

async function turnsAt(pace: Pace, time: { now(): number }, count: number): Promise<number[]> {
  const at: number[] = []
  await Promise.all(Array.from({ length: count }, () => pace.turn().then(() => at.push(time.now()))))
  return at
}

const busiestSecond = (at: readonly number[]) =>
  Math.max(...at.map((start) => at.filter((each) => each >= start && each < start + 1_000).length))

test('turns are spread evenly, never more than the limit in any second', async () => {
  const time = virtualTime()
  const at = await turnsAt(createPace(50, time), time, 501)
  expect(busiestSecond(at)).toBe(50)
  expect(at.at(-1)).toBeLessThanOrEqual(10_400)
})

test('timers that are late cost neither speed nor the limit', async () => {
  let waits = 0
  const time = virtualTime(() => (waits++ % 40 === 0 ? 180 : 0.9))
  const at = await turnsAt(createPace(50, time), time, 501)
  expect(busiestSecond(at)).toBeLessThanOrEqual(50)
  expect(at.at(-1)).toBeLessThan(11_000)
})

test('a request that asked for no turn takes the place of one', async () => {
  const time = virtualTime()
  const pace = createPace(50, time)
  for (let request = 0; request < 5; request += 1) pace.took()
  const at = await turnsAt(pace, time, 100)
  expect(at.filter((each) => each < 1_000).length).toBeLessThanOrEqual(45)
  expect(busiestSecond(at)).toBeLessThanOrEqual(50)
})

test('turns that are up to forty milliseconds late on their way are no more than the limit either', async () => {
  const time = virtualTime()
  const at = await turnsAt(createPace(50, time), time, 501)
  expect(busiestSecond(at.map((each, n) => each + (n % 50 === 0 ? 39 : 0)))).toBeLessThanOrEqual(50)
})

test('after a pause nothing goes before its end', async () => {
  const time = virtualTime()
  const pace = createPace(50, time)
  pace.pause(5_000)
  expect(await turnsAt(pace, time, 1)).toEqual([5_000])
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
