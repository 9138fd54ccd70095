/** Reads Markdown as Discord's apps do, far enough to tell what a text does besides being text. */

import fc from 'fast-check'

/** Every effect a text has, and what people see once escapes are taken away. */
export interface ReadMarkdown {
  readonly effects: readonly string[]
  readonly shown: string
}

/** Rules in the order Discord's apps try them; the first that fits at a place wins. */
const RULES: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['code block', /^```[\s\S]+?```/],
  ['link $1', /^\[(?:\\.|[^\]\\])*\]\((https?:\/\/[^\s)]+)\)/],
  ['mention', /^<(?:@[!&]?|#)\d+>/],
  ['date', /^<t:-?\d+(?::\w)?>/],
  ['custom emoji', /^<a?:\w+:\d+>/],
  ['command', /^<\/[^>:]+:\d+>/],
  ['guide', /^<id:\w+>/],
  ['link $1', /^<(https?:\/\/[^\s>]+)>/],
  ['link $1', /^(https?:\/\/[^\s<]+[^<.,:;"')\]\s])/],
  ['everybody', /^@(?:everyone|here)/i],
  ['emoji', /^:[\p{L}\p{N}_+-]+:/u],
  ['bold', /^\*\*[\s\S]+?\*\*/],
  ['underline', /^__[\s\S]+?__/],
  ['italic', /^\*[^\s*][\s\S]*?\*/],
  ['italic', /^_[^\s_][\s\S]*?_/],
  ['struck', /^~~[\s\S]+?~~/],
  ['spoiler', /^\|\|[\s\S]+?\|\|/],
  ['code', /^`+[\s\S]+?`+/],
]
const LINE_RULES: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['heading', /^\s*#{1,3}\s/],
  ['small print', /^\s*-#\s/],
  ['list', /^\s*(?:[-*]|\d+\.)\s/],
  ['quotation', /^\s*>/],
]

/** A zero-width space only separates; nobody sees it. */
const GAP = /\u200B/g

export function readMarkdown(markdown: string): ReadMarkdown {
  const effects: string[] = []
  let shown = ''
  let rest = markdown
  let atLineStart = true
  while (rest !== '') {
    if (atLineStart) {
      for (const [name, pattern] of LINE_RULES) if (pattern.test(rest)) effects.push(name)
    }
    const escaped = /^\\([^\p{L}\p{N}\s])/u.exec(rest)
    const fit =
      escaped === null ? RULES.map(([name, pattern]) => [name, pattern.exec(rest)] as const).find(([, match]) => match !== null) : undefined
    if (fit?.[1]) effects.push(fit[0].replace('$1', fit[1][1] ?? ''))
    const taken = escaped?.[0] ?? [...rest][0] ?? ''
    const seen = escaped?.[1] ?? taken
    shown += seen
    rest = rest.slice(taken.length)
    atLineStart = seen === '\n' && escaped === null
  }
  return { effects, shown: shown.replace(GAP, '') }
}

const PIECES = [
  '@everyone',
  '@here',
  '<@123456789012345678>',
  '<@!1>',
  '<@&1>',
  '<#1>',
  '<t:1700000000:R>',
  '</optout:1>',
  '<:a:1>',
  '<a:b:1>',
  '<id:home>',
  '[x](https://evil.example)',
  '](https://evil.example)',
  'https://evil.example/a_b',
  'http://',
  '<https://evil.example>',
  'discord://x',
  '# ',
  '## ',
  '### ',
  '-# ',
  '- ',
  '* ',
  '+ ',
  '1. ',
  '12) ',
  '> ',
  '>>> ',
  '\n',
  '\r\n',
  ' ',
  '\t',
  '*',
  '**',
  '***',
  '_',
  '__',
  '~',
  '~~',
  '|',
  '||',
  '`',
  '``',
  '```',
  '\\',
  '\\\\',
  ':smile:',
  ':',
  '::',
  '[',
  ']',
  '(',
  ')',
  '<',
  '>',
  '@',
  '#',
  '\u200B',
  '\u200D',
  '\u202E',
  '\u2066',
  '\uFEFF',
  '\u2028',
  '\u0000',
  '\uD800',
  'a',
  'Z',
  '9',
  'é',
  'می',
  '日本',
  '👩\u200D💻',
  '…',
] as const

/** Text made of what could do harm, mixed with any characters at all. */
export function hostileText(): fc.Arbitrary<string> {
  const piece = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...PIECES) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  )
  return fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(''))
}
