import { expect, test } from 'vitest'
import { checkContent } from '../../src/guides/check.ts'
import { describeProblem } from '../../src/guides/content-error.ts'
import { CONTENT_DIR, loadCatalog } from '../../src/guides/load.ts'
import { statusOf } from '../../src/guides/status.ts'
import { TODAY } from './service-factory.ts'

test('every guide of the project follows every rule', () => {
  expect(checkContent(CONTENT_DIR, { today: TODAY }).map(describeProblem)).toEqual([])
})

test.each([
  ['DE', '2025-11-02', 'never'],
  ['DE', '2025-11-03', 'on'],
  ['US', '2024-09-18', 'on'],
  ['BR', '2025-11-02', 'on'],
  ['GB', '2024-09-19', 'on'],
  ['GB', '2024-09-20', 'never'],
  ['HK', '2024-10-10', 'on'],
  ['HK', '2024-10-11', 'never'],
  ['CA', '2024-12-09', 'on'],
  ['CA', '2024-12-10', 'never'],
  ['HK', '2025-11-03', 'on'],
])('LinkedIn in %s on %s: %s', async (region, on, expected) => {
  const linkedin = (await loadCatalog()).find('linkedin')
  if (linkedin === undefined) throw new Error('the LinkedIn guide is missing')
  const { headline } = statusOf(linkedin, { region, account: 'personal', device: 'web', on })
  expect(headline.default).toBe(expected)
})
