import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanText, escapeMarkdown, fence, safeUrl } from '../../../src/bots/discord/escape.ts'
import { markdownLine, markdownOf } from '../../../src/bots/discord/spans.ts'
import type { Span } from '../../../src/core/notice.ts'
import { hostileText, readMarkdown } from './read-markdown.ts'

const ZWSP = '\u200B'

describe('escapeMarkdown', () => {
  test.each([
    ['plain words stay as they are', 'Me › Settings & Privacy › Data privacy', 'Me › Settings & Privacy › Data privacy'],
    ['hyphens, dots and numbers inside a line', 'Since 3.5 (re-read) - see no. 2', 'Since 3.5 (re-read) - see no. 2'],
    ['bold', '**now**', '\\*\\*now\\*\\*'],
    ['underscores', 'allow_ai_training', 'allow\\_ai\\_training'],
    ['spoilers', '||x||', '\\|\\|x\\|\\|'],
    ['inline code', '`x`', '\\`x\\`'],
    ['a masked link', '[free](https://evil.example)', '\\[free\\](https\\://evil.example)'],
    ['a bare address', 'go to https://evil.example', 'go to https\\://evil.example'],
    ['headings', '# Big\n### Small', '\\# Big\n\\### Small'],
    ['a hashtag is none', '#privacy', '#privacy'],
    ['small print', '-# quiet', '\\-# quiet'],
    ['lists', '- a\n1. b\n2) c', '\\- a\n1\\. b\n2\\) c'],
    ['quotations', '> a\n>>> b', '\\> a\n\\>>> b'],
    ['everybody', '@everyone and @here', `@${ZWSP}everyone and @${ZWSP}here`],
    ['a person', '<@123456789012345678>', `\\<${ZWSP}@${ZWSP}123456789012345678>`],
    ['a role', '<@&123456789012345678>', `\\<${ZWSP}@${ZWSP}&123456789012345678>`],
    ['a channel', '<#123456789012345678>', `\\<${ZWSP}#123456789012345678>`],
    ['a date', '<t:0:f>', `\\<${ZWSP}t\\:0:f>`],
    ['an emoji name', 'ok :warning: then', 'ok \\:warning: then'],
    ['a time of day is no emoji', '9:30 to 17:45', '9:30 to 17:45'],
    ['a backslash', 'a\\*b', 'a\\\\\\*b'],
    ['comparisons', '3 < 4', '3 < 4'],
  ])('%s', (_, typed, expected) => {
    expect(escapeMarkdown(typed)).toBe(expected)
  })
})

describe('cleanText', () => {
  test.each([
    ['direction changes go', 'abc\u202Edcba', 'abcdcba'],
    ['zero-width characters go', 'a\u200Bb\uFEFFc\u2060d', 'abcd'],
    ['joiners go beside Latin letters', 'pay\u200Dpal', 'paypal'],
    ['joiners stay in emoji', '👩\u200D💻', '👩\u200D💻'],
    ['joiners stay in Persian', 'می\u200Cخواهم', 'می\u200Cخواهم'],
    ['tag characters go', 'a\u{E0041}b', 'ab'],
    ['control characters go', 'a\u0000b\u001Bc', 'abc'],
    ['line ends become one kind', 'a\r\nb\u2028c\rd', 'a\nb\nc\nd'],
    ['lone surrogates become readable', 'a\uD800b', 'a\uFFFDb'],
  ])('%s', (_, typed, expected) => {
    expect(cleanText(typed)).toBe(expected)
  })
})

describe('safeUrl', () => {
  test.each([
    ['https://a.example/b?c=d#e', 'https://a.example/b?c=d#e'],
    ['https://a.example/x_(y)', 'https://a.example/x_%28y%29'],
    ['https://a.example/@everyone', 'https://a.example/%40everyone'],
    ['javascript:alert(1)', null],
    ['data:text/html,x', null],
    ['https://user:secret@a.example/', null],
    ['/relative', null],
    [`https://a.example/${'x'.repeat(600)}`, null],
  ])('%s', (url, expected) => {
    expect(safeUrl(url, 512)).toBe(expected)
  })
})

test('a code block cannot be left by a fence in its text', () => {
  const block = fence('before ``` after ```` end`')
  expect(block.slice(3, -3)).not.toContain('```')
  expect(block.startsWith('```\n')).toBe(true)
  expect(block.endsWith('\n```')).toBe(true)
})

describe('spans', () => {
  test('marks stand outside white space, and links lead only to http(s)', () => {
    const text: Span[] = [
      { kind: 'text', text: 'Turn ' },
      { kind: 'text', text: ' off ', strong: true },
      { kind: 'link', text: 'form', url: 'https://a.example/f' },
      { kind: 'link', text: 'bad', url: 'javascript:alert(1)' },
      { kind: 'instant', atMs: 1_000_000, text: 'then' },
    ]
    expect(markdownOf(text)).toBe('Turn  **off** [form](https://a.example/f)bad<t:1000:f>')
  })

  test('a bold run over two lines is bold on each', () => {
    expect(markdownOf([{ kind: 'text', text: 'one\ntwo', strong: true }])).toBe('**one**\n**two**')
  })

  test('a mention split over two runs is still one to escape', () => {
    const text: Span[] = [
      { kind: 'text', text: '<@' },
      { kind: 'text', text: '123456789012345678>' },
    ]
    expect(markdownOf(text)).toBe(`\\<${ZWSP}@${ZWSP}123456789012345678>`)
  })

  test('a link whose words look like an address shows the address it leads to', () => {
    expect(markdownOf([{ kind: 'link', text: 'https://bank.example', url: 'https://evil.example/' }])).toBe('<https://evil.example/>')
  })

  test('hostile text stays text, whatever it is', () => {
    fc.assert(
      fc.property(hostileText(), (typed) => {
        const found = readMarkdown(markdownOf([{ kind: 'text', text: typed }]))
        expect(found.effects).toEqual([])
        const onOneLine = readMarkdown(markdownLine([{ kind: 'text', text: typed }]))
        expect(onOneLine.effects).toEqual([])
        expect(onOneLine.shown).toBe(cleanText(typed).replace(/\s+/g, ' ').trim())
      }),
    )
  })

  test('hostile words of a link cannot leave it', () => {
    fc.assert(
      fc.property(hostileText(), (typed) => {
        const found = readMarkdown(markdownOf([{ kind: 'link', text: `see ${typed}`, url: 'https://a.example/' }]))
        expect(found.effects.filter((effect) => effect !== 'link https://a.example/')).toEqual([])
      }),
    )
  })
})
