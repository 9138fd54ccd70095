/** The loop around sources, with a store and a clock the test moves. */

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Findings, PolicySource, PollOutcome } from '../../../src/core/ports/policy-source.ts'
import type { SourceNotice } from '../../../src/feeds/poll/after-poll.ts'
import { causeOf } from '../../../src/feeds/poll/causes.ts'
import { createPoller, type PollerOptions } from '../../../src/feeds/poll/poller.ts'
import { openStore, type Store } from '../../../src/store/open-store.ts'
import { createRecordingLog } from '../../fakes/log.ts'

const HOUR = 3_600_000
let store: Store
let now: number
let found: [string, Findings][]
let notices: SourceNotice[]
beforeEach(async () => {
  store = await openStore({ inMemory: true })
  now = Date.UTC(2026, 7, 14, 12)
  found = []
  notices = []
})
afterEach(() => store.close())

const step = (id: string) => ({ service: 'S', document: 'D', collection: 'c', id, at: 0, before: null, after: 'x', technical: false })
const finds = (cursor: string, more = false): PollOutcome => ({
  kind: 'found',
  found: { steps: [step(cursor)], news: [] },
  cursor,
  keep: { text: cursor, items: [cursor] },
  more,
})

/** A source that answers from a list, and remembers with which cursor it was asked. */
function aSource(id: string, outcomes: (PollOutcome | Error)[]): PolicySource & { readonly asked: (string | null)[] } {
  const asked: (string | null)[] = []
  return {
    id,
    name: id,
    everyMs: HOUR,
    asked,
    async poll({ cursor }) {
      asked.push(cursor)
      const outcome = outcomes.shift() ?? { kind: 'unchanged' as const, cursor }
      if (outcome instanceof Error) throw outcome
      return outcome
    },
  }
}

function open(sources: readonly PolicySource[], given: Partial<PollerOptions> = {}) {
  return createPoller({
    sources,
    states: store.sources,
    clock: { now: () => now },
    random: () => 0.5,
    log: createRecordingLog(),
    onFound: async ({ id }, findings) => void found.push([id, findings]),
    onNotice: async (_source, notice) => void notices.push(notice),
    ...given,
  })
}
const signal = () => new AbortController().signal

test('each source is looked at when it is due, and not before, after a restart too', async () => {
  const source = aSource('a', [finds('1'), finds('2')])
  await open([source]).pollDue(signal())
  await open([source]).pollDue(signal())
  expect(source.asked).toEqual([null])
  now += HOUR - 1
  await open([source]).pollDue(signal())
  expect(source.asked).toEqual([null])
  now += 1
  expect(await open([source]).nextDueAt()).toBe(now)
  await open([source]).pollDue(signal())
  expect(source.asked).toEqual([null, '1'])
  expect(found.map(([id, { steps }]) => [id, steps[0]?.id])).toEqual([
    ['a', '1'],
    ['a', '2'],
  ])
  expect((await store.sources.texts('a')).map(({ text }) => text)).toEqual(['2', '1'])
})

test('a source with more to tell is asked on at once', async () => {
  const source = aSource('a', [finds('1', true), finds('2', true), finds('3')])
  await open([source]).pollDue(signal())
  expect(source.asked).toEqual([null, '1', '2'])
})

test('what could not be handed over is not remembered, and comes again', async () => {
  const source = aSource('a', [finds('1'), finds('1')])
  const failing = open([source], {
    onFound: async () => {
      throw new Error('no room')
    },
  })
  await failing.pollDue(signal())
  expect(await store.sources.texts('a')).toEqual([])
  expect(await store.sources.of('a')).toMatchObject({ cursor: null, code: 'fault-of-ours', failures: 1 })
  now += HOUR
  await open([source]).pollDue(signal())
  expect(source.asked).toEqual([null, null])
  expect(found).toHaveLength(1)
})

test('a source that breaks its promise stops neither the others nor itself for ever', async () => {
  const broken = aSource('broken', [new Error('bug'), finds('1')])
  const other = aSource('other', [finds('1')])
  const poller = open([broken, other])
  await poller.pollDue(signal())
  await poller.pollDue(signal())
  expect([broken.asked.length, other.asked.length]).toEqual([1, 1])
  now += HOUR
  await poller.pollDue(signal())
  expect(found.map(([id]) => id)).toEqual(['other', 'broken'])
})

test('operators hear once that a source broke, and once that it works again, across restarts', async () => {
  const down: PollOutcome = { kind: 'gone', code: 'http-404' }
  const source = aSource('a', [finds('1'), down, down, down, down, finds('2')])
  for (let round = 0; round < 6; round++) {
    await open([source]).pollDue(signal())
    now = (await store.sources.of('a'))?.nextAt ?? now
  }
  expect(notices.map(({ kind }) => kind)).toEqual(['opened', 'closed'])
})

test('a notice that could not be told is told the next time', async () => {
  const down: PollOutcome = { kind: 'gone', code: 'http-404' }
  const source = aSource('a', [down, down, down])
  await open([source]).pollDue(signal())
  now += 2 * HOUR
  await open([source], {
    onNotice: async () => {
      throw new Error('nobody there')
    },
  }).pollDue(signal())
  now += 24 * HOUR
  await open([source]).pollDue(signal())
  expect(notices).toMatchObject([{ kind: 'opened' }])
})

test('a few are looked at side by side; stopping starts no more and holds nothing against those given up', async () => {
  let open_ = 0
  let most = 0
  const stop = new AbortController()
  const sources = Array.from(
    { length: 12 },
    (_, n): PolicySource => ({
      id: `s${n}`,
      name: '',
      everyMs: HOUR,
      async poll({ signal }) {
        most = Math.max(most, ++open_)
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
        open_--
        return { kind: 'unavailable', code: 'stopped' }
      },
    }),
  )
  setTimeout(() => stop.abort(), 50)
  await open(sources).pollDue(stop.signal)
  expect(most).toBe(4)
  expect(await store.sources.all()).toEqual([])
})

test('what stands from before is handed over at the start', async () => {
  const source: PolicySource = {
    ...aSource('a', []),
    recall: async (memory) => ((await memory.latestText()) === null ? null : { steps: [], news: [], guides: [] }),
  }
  await open([source]).recall()
  expect(found).toEqual([])
  await store.sources.record(
    {
      source: 'a',
      cursor: '',
      polledAt: now,
      readAt: now,
      nextAt: now + HOUR,
      failures: 0,
      failingSince: null,
      code: null,
      toldSince: null,
    },
    { text: 'x' },
  )
  await open([source, aSource('b', [])]).recall()
  expect(found).toEqual([['a', { steps: [], news: [], guides: [] }]])
})

test('without sources nothing is ever due', async () => {
  expect(await open([]).nextDueAt()).toBeNull()
  await open([]).pollDue(signal())
})

test('every code that can come up has a cause in words', () => {
  const feeds = join(import.meta.dirname, '../../../src/feeds')
  const sources = ['fetch', 'page', 'news', 'catalog', 'off-thread'].flatMap((folder) =>
    readdirSync(join(feeds, folder)).map((file) => readFileSync(join(feeds, folder, file), 'utf8')),
  )
  const codes = new Set(
    sources.flatMap((text) => [...text.matchAll(/(?:code|problem|refused): '([a-z-]+)'/g)].map((match) => match[1] ?? '')),
  )
  for (const other of ['stopped', 'custom']) codes.delete(other)
  expect(codes.size).toBeGreaterThan(20)
  for (const code of codes) expect(causeOf(code), code).not.toContain(`"${code}"`)
  for (const code of ['http-404', 'http-403', 'http-429', 'http-500', 'http-418', 'fault-of-ours'])
    expect(causeOf(code)).toMatch(/^[A-Z].{10,}\.$/)
})
