import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CHECKS } from '../../../src/guides/checks/index.ts'
import { aService } from '../service-factory.ts'
import { runCheck } from './run-check.ts'

const ROOT = join(import.meta.dirname, '../../..')

/** Anchors as GitHub makes them from headings. */
const anchors = new Set(
  readFileSync(join(ROOT, 'docs/guidelines.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('#'))
    .map((line) =>
      line
        .replace(/^#+ /, '')
        .toLowerCase()
        .replace(/[^\p{L}\p{N} -]/gu, '')
        .replaceAll(' ', '-'),
    ),
)

test('every check has its own id', () => {
  expect(new Set(CHECKS.map((check) => check.id)).size).toBe(CHECKS.length)
})

test('every check is explained in the guidelines', () => {
  for (const check of CHECKS) expect(anchors, check.id).toContain(check.guideline)
})

test('every check has its own file and its own test', () => {
  for (const { id } of CHECKS) {
    expect(existsSync(join(ROOT, 'src/guides/checks', `${id}.ts`)), id).toBe(true)
    expect(existsSync(join(ROOT, 'tests/guides/checks', `${id}.test.ts`)), id).toBe(true)
  }
})

test('every check that has a test is registered', () => {
  const tested = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test.ts') && name !== 'index.test.ts')
  expect(tested.map((name) => name.replace('.test.ts', '')).sort()).toEqual(CHECKS.map((check) => check.id).sort())
})

test('the guide tests are built from passes every check', () => {
  for (const check of CHECKS) expect(runCheck(check, aService()), check.id).toEqual([])
})
