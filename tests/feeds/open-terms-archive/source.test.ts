import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PolicySource, PollOutcome } from '../../../src/core/ports/policy-source.ts'
import { sourceKind } from '../../../src/feeds/open-terms-archive/source.ts'
import type { SourceContext } from '../../../src/feeds/source-kind.ts'
import { recordVersions } from '../support/versions-repository.ts'

const NOW = Date.parse('2026-11-22T12:00:00Z')
const signal = new AbortController().signal
const memory = { latestText: async () => null, unseen: async (items: readonly string[]) => items }
const day = (n: number) => new Date(NOW - (30 - n) * 86_400_000).toISOString()

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'optout-ota-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function aSource(repository: string): PolicySource {
  const read = sourceKind.read({ collection: 'pga', repository }, undefined)
  if (!('create' in read)) throw new Error(JSON.stringify(read.issues))
  // It needs only a place for its mirror.
  return read.create({ dataDir: join(folder, 'data') } as SourceContext)
}

const poll = (source: PolicySource, cursor: string | null): Promise<PollOutcome> => source.poll({ cursor, now: NOW, memory, signal })
const stepsOf = (outcome: PollOutcome) => (outcome.kind === 'found' ? outcome.found.steps : [])
const cursorOf = (outcome: PollOutcome) => ('cursor' in outcome ? outcome.cursor : null)

test('reads what is recorded, and afterwards only what is new', async () => {
  const dir = join(folder, 'pga-versions')
  recordVersions(dir, [
    { at: day(1), text: 'One.' },
    { at: day(2), text: 'Two.' },
  ])
  const source = aSource(dir)
  const first = await poll(source, null)
  expect(stepsOf(first).map(({ before, after, collection }) => [collection, before, after])).toEqual([
    ['pga', null, 'One.'],
    ['pga', 'One.', 'Two.'],
  ])
  expect(await poll(source, cursorOf(first))).toEqual({ kind: 'unchanged', cursor: cursorOf(first) })
  recordVersions(dir, [{ at: day(3), text: 'Three.' }])
  expect(stepsOf(await poll(source, cursorOf(first))).map(({ after }) => after)).toEqual(['Three.'])
})

test('a long history comes in batches that end with a commit, and nothing is left out', async () => {
  const dir = join(folder, 'pga-versions')
  recordVersions(
    dir,
    Array.from({ length: 900 }, (_, n) => ({ at: new Date(NOW - (900 - n) * 3_600_000).toISOString(), text: `Version ${n}.` })),
  )
  const source = aSource(dir)
  const seen: string[] = []
  let cursor: string | null = null
  for (let rounds = 1; ; rounds += 1) {
    const outcome: PollOutcome = await poll(source, cursor)
    seen.push(...stepsOf(outcome).map(({ after }) => after))
    cursor = cursorOf(outcome)
    if (outcome.kind !== 'found' || !outcome.more) {
      expect(rounds).toBe(3)
      break
    }
  }
  expect(seen).toEqual(Array.from({ length: 900 }, (_, n) => `Version ${n}.`))
})

test('what cannot be reached is a value that says so', async () => {
  expect(await poll(aSource(join(folder, 'nowhere')), null)).toMatchObject({ kind: 'unavailable', code: 'unreachable' })
})

test.each([
  [{ collection: 'PGA', repository: 'https://example.org/x' }],
  [{ collection: 'pga', repository: 'ext::sh -c evil' }],
  [{ collection: 'pga', repository: '--upload-pack=evil' }],
  [{ collection: 'pga' }],
])('an entry that makes no sense is refused: %j', (entry) => {
  expect(sourceKind.read(entry, undefined)).toHaveProperty('issues')
})
