import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cutAtSentence, fitNotice } from '../../src/core/fit-notice.ts'
import { type Block, type Notice, plain } from '../../src/core/notice.ts'
import { noticeText } from '../../src/core/notice-text.ts'

const notice = (...blocks: Block[]): Notice => ({ kind: 'guide', locale: 'en', tone: 'none', blocks })
const text = (words: string, drop?: number): Block => ({ kind: 'text', text: plain(words), ...(drop === undefined ? {} : { drop }) })
const within = (chars: number) => (candidate: Notice) => noticeText(candidate).length <= chars

describe('fitNotice', () => {
  test('leaves a notice that fits as it is', () => {
    const given = notice(text('one', 1), text('two'))
    expect(fitNotice(given, () => true)).toBe(given)
  })

  test('drops the lowest first, and the later of equals', () => {
    const given = notice(text('a', 2), text('b', 1), text('c', 1), text('d'))
    const seen: string[] = []
    fitNotice(given, (candidate) => {
      seen.push(noticeText(candidate).replaceAll('\n', ''))
      return candidate.blocks.length <= 1
    })
    expect(seen).toEqual(['abcd', 'abd', 'ad', 'd'])
  })

  test('tries the shorter form before the block goes', () => {
    const long: Block = { kind: 'text', text: plain('a long explanation'), drop: 1, shorter: text('short', 2) }
    expect(noticeText(fitNotice(notice(text('head'), long), within(12)))).toBe('head\nshort')
  })

  test('leaves no divider at an end or beside another', () => {
    const given = notice(text('head'), { kind: 'divider' }, text('gone', 1), { kind: 'divider' }, text('gone too', 1))
    expect(fitNotice(given, (candidate) => candidate.blocks.length <= 2).blocks.map((block) => block.kind)).toEqual(['text'])
  })

  test('leaves no heading over nothing', () => {
    const heading: Block = { kind: 'heading', level: 2, text: plain('Section') }
    const given = notice(text('head'), heading, text('gone', 1), { kind: 'divider' }, text('foot'))
    expect(noticeText(fitNotice(given, within(10)))).toBe('head\nfoot')
  })

  test('ends within the limit whatever it is given, as long as the limit leaves room to say something', () => {
    const block = fc.oneof(
      fc
        .record({ words: fc.string({ maxLength: 400 }), drop: fc.option(fc.nat(5), { nil: undefined }) })
        .map(({ words, drop }) => text(words, drop)),
      fc
        .array(fc.string({ maxLength: 200 }), { minLength: 1, maxLength: 6 })
        .map((items): Block => ({ kind: 'list', ordered: true, items: items.map(plain) })),
    )
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 8 }), (blocks) => {
        const fitted = fitNotice(notice(...blocks), within(600))
        // Eight blocks cut down to the forty characters each may keep.
        expect(noticeText(fitted).length).toBeLessThanOrEqual(600)
      }),
    )
  })
})

describe('cutAtSentence', () => {
  test('cuts after a whole sentence', () => {
    expect(cutAtSentence('First sentence. Second sentence. Third one.', 36)).toBe('First sentence. Second sentence. …')
  })

  test('falls back to whole words, then to whole characters', () => {
    expect(cutAtSentence('supercalifragilistic expialidocious', 25)).toBe('supercalifragilistic…')
    expect(cutAtSentence('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 12)).toBe('👩‍👩‍👧‍👦…')
  })

  test('never exceeds the limit, never breaks a surrogate pair, and says that it cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.integer({ min: 1, max: 120 }), (words, max) => {
        const cut = cutAtSentence(words, max)
        expect(cut.length).toBeLessThanOrEqual(max)
        expect(cut.isWellFormed()).toBe(words.isWellFormed() || cut.isWellFormed())
        if (words.length > max) expect(cut.endsWith('…')).toBe(true)
        else expect(cut).toBe(words)
      }),
    )
  })
})
