/** `optout new`: a file that is a guide of its own from the first moment, and never in place of another. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newGuide } from '../../src/cli/new.ts'
import { UsageError } from '../../src/cli/usage-error.ts'
import { checkContent } from '../../src/guides/check.ts'
import { loadCatalog } from '../../src/guides/load.ts'
import { inProcess } from './in-process.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'optout-new-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

test('writes the template as a guide that loads and passes the checks, and says what comes next', async () => {
  const { output } = await inProcess(newGuide, ['pin-board', '--name', 'Pin: Board', '--in', dir])
  expect(output).toContain('pin-board.yaml')
  expect(output).toContain('optout guide pin-board')
  const text = readFileSync(join(dir, 'pin-board.yaml'), 'utf8')
  expect(text.split('\n').slice(0, 3)).toEqual([
    '# yaml-language-server: $schema=../guide.schema.json',
    'slug: pin-board # permanent, and the name of the file',
    'name: "Pin: Board" # as people call it',
  ])
  expect((await loadCatalog(dir)).find('pin-board')?.name).toBe('Pin: Board')
  expect(checkContent(dir, { today: '2026-11-22' })).toEqual([])
})

test('without a name the slug is written as one', async () => {
  expect(JSON.parse((await inProcess(newGuide, ['pin-board', '--in', dir, '--json'])).output)).toMatchObject({ slug: 'pin-board' })
  expect((await loadCatalog(dir)).find('pin-board')?.name).toBe('Pin Board')
})

test('never overwrites a file', async () => {
  await inProcess(newGuide, ['pinboard', '--in', dir])
  const before = readFileSync(join(dir, 'pinboard.yaml'), 'utf8')
  const { output, error } = await inProcess(newGuide, ['pinboard', '--name', 'Other', '--in', dir])
  expect([output, error]).toEqual(['', expect.any(UsageError)])
  expect(readFileSync(join(dir, 'pinboard.yaml'), 'utf8')).toBe(before)
})

test.each([
  [['linkedin'], 'There is a file linkedin.yaml already.'],
  [['Pin Board!'], '"Pin Board!" is no slug. Use lower-case letters, digits and single hyphens, such as pin-board.'],
  [['../etc'], '"../etc" is no slug.'],
  [[], 'Which slug? For example: optout new pinboard'],
])('%j is refused with what to do', async (argv, said) => {
  const { output, error } = await inProcess(newGuide, argv)
  expect(output).toBe('')
  expect(error).toBeInstanceOf(UsageError)
  expect((error as Error).message).toContain(said)
})
