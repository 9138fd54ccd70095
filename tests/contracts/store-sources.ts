import { expect, test } from 'vitest'
import { ITEMS_KEPT, type SourceState, TEXTS_KEPT } from '../../src/core/ports/source-states.ts'
import type { OpenTestStore } from './store.ts'
import { MINUTE, NOON } from './store-samples.ts'

const NOYB = 'news:https://noyb.eu/en/rss'
const FIGMA = 'page:https://www.figma.com/legal/privacy/'

const state = (source: string, given: Partial<SourceState> = {}): SourceState => ({
  source,
  cursor: null,
  polledAt: NOON,
  readAt: NOON,
  nextAt: NOON + 60 * MINUTE,
  failures: 0,
  failingSince: null,
  code: null,
  toldSince: null,
  ...given,
})

export function sourcesContract(open: OpenTestStore): void {
  test('a source that was never looked at has no state, no text, and everything of it is new', async () => {
    const { sources } = await open()
    expect(await sources.of(NOYB)).toBeNull()
    expect(await sources.all()).toEqual([])
    expect(await sources.latestText(NOYB)).toBeNull()
    expect(await sources.texts(NOYB)).toEqual([])
    expect(await sources.unseen(NOYB, ['a', 'b'])).toEqual(['a', 'b'])
    expect(await sources.unseen(NOYB, [])).toEqual([])
  })

  test('a state comes back as it was, and the next one replaces it', async () => {
    const { sources } = await open()
    const failing = state(NOYB, {
      cursor: '{"etag":"W/\\"ü\\""}',
      readAt: null,
      failures: 3,
      failingSince: NOON - 60 * MINUTE,
      code: 'http-500',
      toldSince: NOON,
    })
    await sources.record(failing, {})
    expect(await sources.of(NOYB)).toEqual(failing)
    await sources.record(state(FIGMA), {})
    const healed = state(NOYB, { cursor: null, polledAt: NOON + MINUTE })
    await sources.record(healed, {})
    expect(await sources.all()).toEqual([healed, state(FIGMA)])
  })

  test('versions of a text are numbered for ever and kept for a while', async () => {
    const { sources } = await open()
    await sources.record(state(NOYB), { text: 'of another' })
    for (let n = 1; n <= TEXTS_KEPT + 3; n++) await sources.record(state(FIGMA, { polledAt: NOON + n }), { text: `text ${n}` })
    await sources.record(state(FIGMA, { polledAt: NOON + 99 }), {})
    expect(await sources.latestText(FIGMA)).toEqual({
      version: TEXTS_KEPT + 3,
      text: `text ${TEXTS_KEPT + 3}`,
      recordedAt: NOON + TEXTS_KEPT + 3,
    })
    const versions = (await sources.texts(FIGMA)).map(({ version }) => version)
    expect(versions).toEqual(Array.from({ length: TEXTS_KEPT }, (_, n) => TEXTS_KEPT + 3 - n))
    expect(await sources.texts(NOYB)).toEqual([{ version: 1, text: 'of another', recordedAt: NOON }])
    await sources.record(state(NOYB), { text: 'only the newest', textsKept: 1 })
    expect(await sources.texts(NOYB)).toEqual([{ version: 2, text: 'only the newest', recordedAt: NOON }])
  })

  test('what was in a feed is not new again, in that feed', async () => {
    const { sources } = await open()
    await sources.record(state(NOYB), { items: ['a', 'b', 'a'] })
    await sources.record(state(NOYB, { polledAt: NOON + 1 }), { items: ['b', 'c'] })
    expect(await sources.unseen(NOYB, ['z', 'c', 'b', 'a', 'y'])).toEqual(['z', 'y'])
    expect(await sources.unseen(FIGMA, ['a'])).toEqual(['a'])
  })

  test('a feed that never stops having new items is not remembered for ever, but what is in it now is', async () => {
    const { sources } = await open()
    const batch = (n: number) => Array.from({ length: ITEMS_KEPT / 2 }, (_, item) => `${n}-${item}`)
    for (const n of [1, 2, 3]) await sources.record(state(NOYB, { polledAt: NOON + n }), { items: batch(n) })
    expect(await sources.unseen(NOYB, ['1-0', '1-999', '2-0', '3-0'])).toEqual(['1-0', '1-999'])
    const all = [4, 5, 6].flatMap(batch)
    await sources.record(state(NOYB, { polledAt: NOON + 9 }), { items: all })
    expect(await sources.unseen(NOYB, all)).toEqual([])
  })
}
