/** `optout check --quotes`: quotes against the texts of a local copy, which is a real git repository. */

import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { check } from '../../src/cli/check.ts'
import { aGuideText, anEvidence } from '../guides/service-factory.ts'
import { inProcess } from './in-process.ts'

const QUOTE = 'We use your posts to train our AI models. You can turn this off.'
let root: string
let commit: string

const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], { cwd, encoding: 'utf8' }).trim()

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

/** A folder of one guide whose quote is said to come from there. */
function aGuideQuoting(name: string, url: string, quote = QUOTE): string {
  write(`${name}/example.yaml`, aGuideText({ evidence: [anEvidence({ url, quote, credit: 'open-terms-archive' })] }))
  return join(root, name)
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'optout-quotes-'))
  write('work/Example/Privacy Policy.md', '# Policy\n\nWe use **your posts** to train our [AI models](/ai).\nYou can turn this off.\n')
  git(join(root, 'work'), 'init', '-q')
  git(join(root, 'work'), 'add', '.')
  git(join(root, 'work'), 'commit', '-qm', 'First record')
  commit = git(join(root, 'work'), 'rev-parse', 'HEAD')
  for (const place of ['bare/OpenTermsArchive+contrib-versions/repo', 'named/contrib-versions'])
    git(root, 'clone', '-q', ...(place.startsWith('bare') ? ['--bare'] : []), 'work', place)
})
afterAll(() => rmSync(root, { recursive: true }))

const at = (path: string, on = commit) => `https://github.com/OpenTermsArchive/contrib-versions/blob/${on}/${path}`

test.each(['bare', 'named'])('a quote that stands in its text is verified, in a %s copy', async (copies) => {
  const content = aGuideQuoting('right', at('Example/Privacy%20Policy.md'))
  expect(await inProcess(check, [content, '--quotes', join(root, copies)])).toEqual({
    output: '1 verified, 0 not found, 0 without a copy.\n',
    result: true,
  })
})

test('a quote that does not is told, and fails', async () => {
  const content = aGuideQuoting('wrong', at('Example/Privacy%20Policy.md'), 'We never use your posts to train AI.')
  const { output, result } = await inProcess(check, [content, '--quotes', join(root, 'bare')])
  expect(result).toBe(false)
  expect(output).toBe(
    'not found  example  policy\n    “We never use your posts to train AI.”\n0 verified, 1 not found, 0 without a copy.\n',
  )
})

test.each([
  ['no such file', () => at('Example/Terms.md')],
  ['no such commit', () => at('Example/Privacy%20Policy.md', '0'.repeat(40))],
  ['no copy of that repository', () => at('Example/Privacy%20Policy.md').replace('contrib', 'other')],
  ['no version in the address', () => 'https://example.com/privacy'],
])('%s: no verdict, and no failure', async (_, url) => {
  const content = aGuideQuoting('absent', url())
  const { output, result } = await inProcess(check, [content, '--quotes', join(root, 'bare'), '--json'])
  expect(result).toBe(true)
  expect(JSON.parse(output)).toEqual([expect.objectContaining({ verdict: 'no copy', slug: 'example', evidence: 'policy' })])
})
