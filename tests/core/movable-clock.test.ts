import { expect, test } from 'vitest'
import { createMovableClock } from '../../src/core/movable-clock.ts'

test('shows the time of the clock beneath it until it is moved', () => {
  const base = { now: () => 1_000 }
  expect(createMovableClock(base).now()).toBe(1_000)
})

test('goes on running from where it was moved to', () => {
  let baseMs = 1_000
  const clock = createMovableClock({ now: () => baseMs })
  clock.moveTo(50_000)
  baseMs += 250
  expect(clock.now()).toBe(50_250)
})

test('moves forward and back by a distance', () => {
  const clock = createMovableClock({ now: () => 1_000 })
  clock.advance(60_000)
  clock.advance(-500)
  expect(clock.now()).toBe(60_500)
})
