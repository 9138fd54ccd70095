/** `optout check`: what an author of a guide is told. */

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { check } from '../../src/cli/check.ts'
import { UsageError } from '../../src/cli/usage-error.ts'
import { CONTENT_DIR } from '../../src/guides/load.ts'
import { inProcess } from './in-process.ts'

let folder: string
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'optout-check-')), 'content')
  cpSync(CONTENT_DIR, folder, { recursive: true })
})
afterEach(() => rmSync(join(folder, '..'), { recursive: true }))

/** Changes the first place in a guide that fits. */
function spoil(file: string, fits: string | RegExp, instead: string): void {
  const before = readFileSync(join(folder, file), 'utf8')
  const after = before.replace(fits, instead)
  if (after === before) throw new Error(`nothing in ${file} fits ${fits}`)
  writeFileSync(join(folder, file), after)
}

const lineOf = (file: string, text: string) =>
  readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(text)) + 1

test('our own guides are well', async () => {
  expect(await inProcess(check, [])).toEqual({ output: 'All guides are well.\n', result: true })
  expect(await inProcess(check, ['--json'])).toEqual({ output: '[]\n', result: true })
})

test('a problem is told with file, line, rule and fix', async () => {
  spoil('linkedin.yaml', /^slug: linkedin$/m, 'slug: linkedout')
  const { output, result } = await inProcess(check, [folder])
  expect(result).toBe(false)
  const line = lineOf('linkedin.yaml', 'slug: linkedout')
  expect(output).toMatch(new RegExp(`linkedin\\.yaml:${line} {2}slug-matches-file {2}.+\\n {4}Fix: .+\\n`))
  expect(output).toMatch(/\d+ problems? to mend\.\n$/)
})

test('as JSON each problem has these fields', async () => {
  spoil('linkedin.yaml', /^slug: linkedin$/m, 'slug: linkedout')
  const { output, result } = await inProcess(check, [folder, '--json'])
  expect(result).toBe(false)
  const [problem] = JSON.parse(output)
  expect(Object.keys(problem).toSorted()).toEqual(['file', 'fix', 'line', 'message', 'rule'])
  expect(problem.line).toBe(lineOf('linkedin.yaml', 'slug: linkedout'))
})

test.each([
  ['a key nobody knows', /^slug: linkedin$/m, 'slug: linkedin\ncolour: blue', 'colour'],
  ['YAML that breaks off', /^name: LinkedIn$/m, 'name: "LinkedIn', ''],
  ['a default nobody knows', /^( +(?:- )?default: )on$/m, '$1sometimes', 'default'],
  ['a day that is none', /2025-11-03/, '2025-11-33', ''],
])('%s is told at its line, and other guides are still checked', async (_what, fits, instead, named) => {
  spoil('linkedin.yaml', fits, instead)
  spoil('reddit.yaml', /^slug: reddit$/m, 'slug: readit')
  const { output, result } = await inProcess(check, [folder])
  expect(result).toBe(false)
  expect(output).toMatch(/linkedin\.yaml:[1-9]\d* {2}\S+ {2}.+\n {4}Fix: /)
  expect(output).toContain(named)
  expect(output).toMatch(/reddit\.yaml:\d+ {2}slug-matches-file/)
  expect(output).not.toMatch(/\n\s+at .+:\d+:\d+/)
})

test('more than one folder is refused', async () => {
  const { output, error } = await inProcess(check, [folder, 'b'])
  expect(output).toBe('')
  expect(error).toEqual(new UsageError('"b" is not expected here.'))
})

test('a folder that is not there is a problem like any other', async () => {
  const { output, result } = await inProcess(check, [join(folder, 'nowhere')])
  expect(result).toBe(false)
  expect(output).toContain('cannot be read')
  expect(output).toContain('1 problem to mend.')
})
