import { expect, test } from 'vitest'
import { slugMatchesFile } from '../../../src/guides/checks/slug-matches-file.ts'
import { aService } from '../service-factory.ts'
import { runCheck } from './run-check.ts'

test('accepts a file named after its slug', () => {
  expect(runCheck(slugMatchesFile, aService())).toEqual([])
})

test('reports another file name', () => {
  expect(runCheck(slugMatchesFile, aService(), [], 'exmaple')[0]?.fix).toBe('Name the file example.yaml, or correct the slug.')
})
