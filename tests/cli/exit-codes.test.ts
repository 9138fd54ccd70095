/** What a shell sees of each command: exit code, and what goes to stdout and what to stderr. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run } from '../e2e/support/program.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'optout-cli-'))
  mkdirSync(join(folder, 'broken'))
  writeFileSync(join(folder, 'broken', 'nobody.yaml'), 'slug: nobody\n')
})
afterAll(() => rmSync(folder, { recursive: true }))

const DATA = () => ({ DATA_DIR: join(folder, 'data') })

describe.concurrent('a command that does what was asked', () => {
  test.for([
    [['guide', 'linkedin', '--region', 'DE', '--on', '2025-11-03'], /^● LinkedIn: AI training is on by default\n/],
    [['status'], /^Service /],
    [['changes', '--from', '2025-11-02', '--to', '2025-11-03'], /^2025-11-03 /],
    [['catalog', '--json'], /^[[{]/],
    [['check'], /^All guides are well\.\n$/],
    [['due'], /^Nothing is due at /],
    [['--help'], /^optout: is it training AI on you/],
  ] as const)('%j exits 0 and says nothing on stderr', async ([args, output]) => {
    const { code, stdout, stderr } = await run(args, { env: DATA() })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(output)
  })
})

describe.concurrent('wrong use', () => {
  test.for([
    [[], /^optout: is it training AI on you/],
    [['nope'], /^We don't know the command "nope"\. See: optout help\n$/],
    [['guide', 'linkedin', '--region', 'Bavria'], /^We don't know the region "Bavria"\./],
    [['serve', 'now'], /^"now" is not expected here\.\n$/],
  ] as const)('%j exits 2 with one message on stderr', async ([args, said]) => {
    const { code, stdout, stderr } = await run(args, { env: DATA() })
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(said)
    expect(stderr).not.toMatch(/^\s+at /m)
  })
})

test('check exits 1 when there is something to mend', async () => {
  const { code, stdout, stderr } = await run(['check', join(folder, 'broken')])
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
  expect(stdout).toMatch(/nobody\.yaml:1 {2}\S+ {2}.+\n {4}Fix: /)
})

test('a reader that has seen enough is no error', async () => {
  const { code, stderr } = await run(['catalog'], {
    shellLine: `"${process.execPath}" "${join(import.meta.dirname, '../../src/cli.ts')}" catalog | head -c 10`,
  })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
})
