import { expect, test } from 'vitest'
import { checkContent } from '../../src/guides/check.ts'
import { describeProblem } from '../../src/guides/content-error.ts'
import { CONTENT_DIR } from '../../src/guides/load.ts'
import { TODAY } from './service-factory.ts'

test('every guide of the project follows every rule', () => {
  expect(checkContent(CONTENT_DIR, { today: TODAY }).map(describeProblem)).toEqual([])
})
