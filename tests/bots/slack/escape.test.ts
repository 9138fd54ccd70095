import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanLine, cleanText, escapeMrkdwn, instantMarkup, linkMarkup, safeUrl } from '../../../src/bots/slack/escape.ts'

describe('text for mrkdwn', () => {
  test.each([
    ['<!channel> come here', '&lt;!channel&gt; come here'],
    ['<@U012AB3CD> <#C012AB3CD>', '&lt;@U012AB3CD&gt; &lt;#C012AB3CD&gt;'],
    ['<https://evil.example|your bank>', '&lt;https://evil.example|your bank&gt;'],
    ['a & b', 'a &amp; b'],
    ['*bold* ~gone~ `code`', '∗bold∗ ∼gone∼ ˋcodeˋ'],
    ['_slanted_ but snake_case_name', 'ˍslantedˍ but snake_case_name'],
    [':wave::skin-tone-2: at 9:30', '꞉wave:꞉skin-tone-2: at 9:30'],
    ['> quoted\n  > again, 3 > 2', '› quoted\n  › again, 3 &gt; 2'],
    ['pay\u202Elap\u202C\u200B now\uFEFF', 'paylap now'],
    ['one\r\ntwo\u2028three', 'one\ntwo\nthree'],
  ])('%j becomes %j', (text, escaped) => {
    expect(escapeMrkdwn(text)).toBe(escaped)
  })

  test('holds no markup, whatever goes in', () => {
    const hostile = fc.string({
      unit: fc.constantFrom(
        '*',
        '_',
        '~',
        '`',
        '<',
        '>',
        '&',
        ':',
        '!',
        '@',
        '#',
        '|',
        'a',
        'É',
        '9',
        ' ',
        '\n',
        '\u200B',
        '\u202E',
        '字',
        'channel',
        'smile',
      ),
    })
    fc.assert(
      fc.property(hostile, (text) => {
        const escaped = escapeMrkdwn(text)
        expect(escaped).not.toMatch(/[<>*~`]|^\s*&gt;/m)
        expect(escaped.replace(/&(?:amp|lt|gt);/g, '')).not.toContain('&')
        expect(escaped).not.toMatch(/:[\p{L}\p{N}_+'-]+:/u)
        expect(escaped).not.toMatch(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/u)
      }),
    )
  })

  test('leaves ordinary words in any script as they are', () => {
    for (const text of ['“KI-Training” ist an.', 'オフにします。', 'می‌خواهم', '👩‍💻 ok', 'x-y (z), 10:30'])
      expect(escapeMrkdwn(text)).toBe(text)
  })
})

describe('invisible characters', () => {
  test('are removed, and joiners only where they join nothing', () => {
    expect(cleanText('a\u200Db \u200C\u00AD\u2066x\u2069\u{E0041}')).toBe('ab x')
    expect(cleanText('\uD800')).toBe('\uFFFD')
  })
  test('do not survive on one line', () => {
    expect(cleanLine('  two\n\tlines\u0000 ')).toBe('two lines')
  })
})

describe('links', () => {
  test.each([
    'javascript:alert(1)',
    'mailto:a@b.example',
    'slack://x',
    'not a link',
    'https://user:pw@x.example/',
    `https://x.example/${'a'.repeat(3000)}`,
  ])('%j is not linked', (url) => {
    expect(safeUrl(url, 3000)).toBeNull()
  })
  test('cannot be ended early by their address or their words', () => {
    const url = safeUrl('https://x.example/a|b>c?d=<e>&f="g"', 3000)
    expect(url).toBe('https://x.example/a%7Cb%3Ec?d=%3Ce%3E&f=%22g%22')
    expect(linkMarkup('see | this > now', url ?? '')).toBe('<https://x.example/a%7Cb%3Ec?d=%3Ce%3E&amp;f=%22g%22|see ∣ this &gt; now>')
  })
  test('hold exactly one address, whatever the words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (words) => {
        expect(linkMarkup(words, 'https://x.example/')).toMatch(/^<https:\/\/x\.example\/\|[^<>|]*>$/)
      }),
    )
  })
})

test('a moment is shown in the reader’s zone, with words to fall back on', () => {
  expect(instantMarkup('Saturday | 9:00', Date.UTC(2026, 7, 15, 7))).toBe('<!date^1786777200^{date_short_pretty} {time}|Saturday ∣ 9:00>')
})
