/** A versions repository is read as steps: oldest first, with both texts, from any commit on. */

import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PolicyStep } from '../../../src/core/detection.ts'
import { openRepository, type Repository, readHistory } from '../../../src/feeds/open-terms-archive/history.ts'
import { createLogParser } from '../../../src/feeds/open-terms-archive/log-entries.ts'
import { collectionName, documentOfPath, recordKind } from '../../../src/feeds/open-terms-archive/recorded-by.ts'
import { aPolicy, TRAINING } from '../support/policies.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { git, recordVersions } from '../support/versions-repository.ts'

async function open(dir: string): Promise<Repository> {
  const opened = await openRepository(dir, 'demo')
  if (opened.kind === 'failed') throw new Error(opened.failure.detail)
  return opened.repository
}

async function all(steps: AsyncIterable<PolicyStep>): Promise<PolicyStep[]> {
  const read: PolicyStep[] = []
  for await (const step of steps) read.push(step)
  return read
}

test('each commit of a document is a step with the text before and after', async () => {
  const dir = join(temporaryFolder(), 'demo-versions')
  const commits = recordVersions(dir, [
    { at: '2025-01-01', text: 'one' },
    { at: '2025-01-02', service: 'Ünïcode Café', document: 'Terms of Service', text: 'ä “quoted” text' },
    { at: '2025-01-03', text: 'two' },
    { at: '2025-01-04', text: 'three', kind: 'technical' },
  ])
  const step = { collection: 'demo', service: 'Pinboard', document: 'Privacy Policy', technical: false }
  expect(await all(readHistory(await open(dir)))).toEqual([
    { ...step, id: commits[0], at: Date.parse('2025-01-01'), before: null, after: 'one' },
    {
      ...step,
      service: 'Ünïcode Café',
      document: 'Terms of Service',
      id: commits[1],
      at: Date.parse('2025-01-02'),
      before: null,
      after: 'ä “quoted” text',
    },
    { ...step, id: commits[2], at: Date.parse('2025-01-03'), before: 'one', after: 'two' },
    { ...step, id: commits[3], at: Date.parse('2025-01-04'), before: 'two', after: 'three', technical: true },
  ])
})

test('reading goes on after a commit, and costs nothing when there is nothing new', async () => {
  const dir = join(temporaryFolder(), 'demo-versions')
  const [, second] = recordVersions(
    dir,
    ['one', 'two', 'three'].map((text, index) => ({ at: `2025-01-0${index + 1}`, text })),
  )
  const repository = await open(dir)
  const from = (commit = '', at = 0) => all(readHistory(repository, { after: { commit, at } }))
  expect((await from(second)).map(({ after }) => after)).toEqual(['three'])
  expect(await from(repository.head)).toEqual([])
})

test('when the collection rewrote its history, reading goes on by time', async () => {
  const dir = join(temporaryFolder(), 'demo-versions')
  recordVersions(dir, [
    { at: '2025-01-01', text: 'one' },
    { at: '2025-01-02', text: 'two' },
    { at: '2025-01-03', text: 'three' },
  ])
  const gone = { commit: 'f'.repeat(40), at: Date.parse('2025-01-02') }
  expect((await all(readHistory(await open(dir), { after: gone }))).map(({ before, after }) => [before, after])).toEqual([['two', 'three']])
})

test('a renamed service is followed', async () => {
  const dir = join(temporaryFolder(), 'demo-versions')
  recordVersions(dir, [
    { at: '2025-01-01', service: 'Twitter', text: aPolicy() },
    { at: '2025-01-02', service: 'X', renamedFrom: 'Twitter', text: aPolicy(TRAINING) },
  ])
  const [, renamed] = await all(readHistory(await open(dir)))
  expect(renamed).toMatchObject({
    service: 'X',
    formerly: { service: 'Twitter', document: 'Privacy Policy' },
    before: aPolicy(),
    after: aPolicy(TRAINING),
  })
})

test('what is no policy is left out', () => {
  expect(documentOfPath('README.md')).toBeNull()
  expect(documentOfPath('LICENSE')).toBeNull()
  expect(documentOfPath('.github/workflows.md')).toBeNull()
  expect(documentOfPath('A/B/C.md')).toBeNull()
  expect(documentOfPath('Le Chat (Mistral)/Terms of Service.md')).toEqual({ service: 'Le Chat (Mistral)', document: 'Terms of Service' })
})

test.each([
  ['First record of X Privacy Policy', 'first'],
  ['Start tracking Zillow Privacy Policy', 'first'],
  ['Record new changes of LinkedIn Privacy Policy', 'change'],
  ['Update Xanga Privacy Policy', 'change'],
  ['Apply technical or declaration upgrade on Yelp Privacy Policy', 'technical'],
  ['Refilter DuckDuckGo Privacy Policy', 'technical'],
])('the subject "%s" is that of a %s', (subject, kind) => {
  expect(recordKind(subject)).toBe(kind)
})

test.each([
  ['https://github.com/OpenTermsArchive/contrib-versions.git', 'contrib'],
  ['git@github.com:OpenTermsArchive/pga-versions', 'pga'],
  ['/srv/collections/genai-eu-versions/', 'genai-eu'],
  ['./data/some-owner+demo-versions/repo', 'demo'],
  ['/srv/policies', 'policies'],
])('%s is the collection %s', (place, name) => {
  expect(collectionName(place)).toBe(name)
})

test('the log reads the same however it is cut', () => {
  const log = `\u0002${'a'.repeat(40)} 1700000000 First record of A B\0\n:000000 100644 ${'0'.repeat(40)} ${'1'.repeat(40)} A\0A/B.md\0\u0002${'b'.repeat(40)} 1700000001 Move\0\n:100644 100644 ${'1'.repeat(40)} ${'2'.repeat(40)} R098\0A/B.md\0C/B.md\0`
  const whole = createLogParser().take(log)
  expect(whole.map(({ service, formerly, beforeBlob }) => [service, formerly?.service, beforeBlob?.[0]])).toEqual([
    ['A', undefined, undefined],
    ['C', 'A', '1'],
  ])
  fc.assert(
    fc.property(fc.array(fc.nat(log.length)), (cuts) => {
      const parser = createLogParser()
      const places = [0, ...cuts.sort((a, b) => a - b), log.length]
      expect(places.slice(1).flatMap((end, index) => parser.take(log.slice(places[index], end)))).toEqual(whole)
    }),
  )
})

test('a missing git, a folder without history and a damaged repository say so', async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'empty'))
  expect(await openRepository(folder, 'demo', 'no-such-git')).toMatchObject({ kind: 'failed', failure: { code: 'git-missing' } })
  expect(await openRepository(join(folder, 'empty'), 'demo')).toMatchObject({ kind: 'failed', failure: { code: 'not-a-repository' } })
  expect(await openRepository(join(folder, 'nowhere'), 'demo')).toMatchObject({ kind: 'failed', failure: { code: 'not-a-repository' } })
  const dir = join(folder, 'demo-versions')
  recordVersions(dir, [
    { at: '2025-01-01', text: 'one' },
    { at: '2025-01-02', text: 'two' },
  ])
  const repository = await open(dir)
  const blob = git(dir, ['rev-parse', 'main:Pinboard/Privacy Policy.md']).trim()
  execFileSync('git', ['-C', dir, 'repack', '-q', '-a', '-d'])
  const pack = readdirSync(join(dir, 'objects/pack')).find((name) => name.endsWith('.pack')) ?? ''
  const objects = git(dir, ['cat-file', '--batch-check', '--batch-all-objects'])
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith(blob))
  for (const line of objects) {
    const [id = '', type = ''] = line.split(' ')
    const content = execFileSync('git', ['-C', dir, 'cat-file', type, id])
    execFileSync('git', ['-C', dir, 'hash-object', '-w', '-t', type, '--stdin'], { input: content })
  }
  for (const name of readdirSync(join(dir, 'objects/pack'))) if (name.startsWith(pack.slice(0, -5))) rmSync(join(dir, 'objects/pack', name))
  await expect(all(readHistory(repository))).rejects.toMatchObject({ name: 'GitError', code: 'damaged' })
})
