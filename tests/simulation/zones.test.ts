import { expect, test, vi } from 'vitest'
import { createChance } from './chance.ts'
import { clockChanges, problemsAround, ZONES } from './zones.ts'

vi.setConfig({ testTimeout: 60_000 })

/** Zones whose rules are unlike others'; the rest by chance. `npm run simulate -- --zones` takes all. */
const ODD = [
  'Africa/Casablanca',
  'America/Nuuk',
  'Australia/Lord_Howe',
  'Asia/Gaza',
  'America/Scoresbysund',
  'Africa/Cairo',
  'Europe/Berlin',
]

test('around clock changes every local time becomes the instant the zone’s clocks first show it, and every day runs once', () => {
  const chance = createChance(20_260_814)
  const zones = [...ODD, ...Array.from({ length: 8 }, () => chance.pick(ZONES))]
  for (const zone of zones) {
    const changes = clockChanges(zone)
    for (let looks = Math.min(4, changes.length); looks > 0; looks -= 1) expect(problemsAround(zone, chance.pick(changes))).toEqual([])
  }
})

test('the clock changes of a zone are found', () => {
  expect(
    clockChanges('Europe/Berlin')
      .slice(0, 2)
      .map((at) => new Date(at).toISOString()),
  ).toEqual(['2020-03-29T01:00:00.000Z', '2020-10-25T01:00:00.000Z'])
  expect(clockChanges('UTC')).toEqual([])
})
