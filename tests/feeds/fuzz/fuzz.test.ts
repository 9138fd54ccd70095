import { expect, test } from 'vitest'
import { fuzz } from './fuzz.ts'

test('broken feeds and pages are read or refused, without holding up the bot', async () => {
  const report = await fuzz({ seed: 20_261_122, count: 400 })
  expect(report.faults).toEqual([])
  expect(Object.values(report.outcomes).reduce((sum, each) => sum + each, 0)).toBe(400)
  // Both ways occur often enough to say something.
  expect(report.outcomes.items).toBeGreaterThan(20)
  expect(report.outcomes.text).toBeGreaterThan(20)
  expect(report.busyMostMs).toBeLessThan(50)
})
