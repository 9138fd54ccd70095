import { describe, expect, test } from 'vitest'
import { parse } from '../../../src/feeds/page/parse.ts'

const words = 'We use what you post to improve our services, and to train our models, unless you object. '.repeat(3).trim()
const read = (html: string, given: { select?: string[]; remove?: string[]; contentType?: string | null } = {}) =>
  parse({ body: Buffer.from(html), contentType: 'text/html', select: [], remove: [], ...given })
const textOf = (html: string, given: Parameters<typeof read>[1] = {}) => {
  const page = read(html, { select: ['main'], ...given })
  if ('problem' in page) throw new Error(page.problem)
  return page.text
}

describe('the text of what is selected', () => {
  test('keeps headings, lists, tables and paragraphs, without links and emphasis', () => {
    const html = `<html><head><title>x</title><style>p{}</style></head><body><nav>Menu</nav><main>
      <h1>Privacy <em>Policy</em></h1><p>Last   updated:<br>14 August 2026</p>
      <div><p>${words}</p>loose <a href="/x?session=1">words</a></div>
      <h2>Your choices</h2>
      <ul><li>First</li><li><p>Second</p><p>still second</p><ul><li>Inner</li></ul></li></ul>
      <ol><li>One<li>Two</ol>
      <table><thead><tr><th>Data</th><th>Use</th></tr></thead><tbody><tr><td>Posts</td><td><p>Training</p></td></tr></tbody></table>
      <script>track()</script><noscript>off</noscript><p hidden>hidden</p><p style="display: none">gone</p><svg><text>x</text></svg>
      </main></body></html>`
    expect(textOf(html)).toBe(
      [
        '# Privacy Policy',
        '',
        'Last updated:',
        '14 August 2026',
        '',
        words,
        '',
        'loose words',
        '',
        '## Your choices',
        '',
        '- First',
        '- Second still second',
        '  - Inner',
        '',
        '1. One',
        '2. Two',
        '',
        '| Data | Use |',
        '| Posts | Training |',
      ].join('\n'),
    )
  })

  test('is the same when only markup, links and spaces changed', () => {
    const plain = `<main><h2>Data</h2><p>${words}</p><ul><li>a</li><li>b</li></ul></main>`
    const restyled = `<body class="new"><main id="m" data-v="2">\n<h2><span>Data</span></h2>\n\n<p><a href="/new?utm=1"><strong>${words.replaceAll(' ', '\n ')}</strong></a></p><ul>\n<li>a\n</li><li><i>b</i></li></ul>\n</main></body>`
    expect(textOf(restyled)).toBe(textOf(plain))
  })

  test('follows several selectors in their order, each part once, and leaves out what is removed', () => {
    const html = `<main><section id=a><p>${words}</p></section><aside>Ad</aside><section id=b>B <span class=date>today</span></section></main>`
    expect(textOf(html, { select: ['#b', 'section', '#a p'], remove: ['.date', 'aside'] })).toBe(`B\n\n${words}`)
  })
})

describe('without selectors', () => {
  test('the main text is found by its looks', () => {
    const html = `<html><body><nav>${'<a href="/x">Menu item</a> '.repeat(30)}</nav><div class="article"><h1>Policy</h1>${`<p>${words}</p>`.repeat(10)}</div><footer>Imprint</footer></body></html>`
    const text = textOf(html, { select: [] })
    expect(text).toContain(words)
    expect(text).not.toContain('Menu item')
  })

  test('or all of it, when nothing looks like that', () => {
    expect(textOf(words, { select: [] })).toBe(words)
  })
})

describe('what is no policy is told', () => {
  test.each([
    ['select-missed', `<main>${words}</main>`, { select: ['#policy'] }],
    ['selector-invalid', `<main>${words}</main>`, { select: ['main['] }],
    ['selector-invalid', `<main>${words}</main>`, { remove: ['::nope(('] }],
    ['page-empty', '<main><div id="root"></div></main>', {}],
    ['page-empty', '', { select: [] }],
    ['not-a-page', '%PDF-1.7', { contentType: 'application/pdf' }],
    ['page-too-long', `<main>${words.repeat(5_000)}</main>`, {}],
  ])('%s', (problem, html, given) => {
    expect(read(html, { select: ['main'], ...given })).toEqual({ problem })
  })

  test('plain text is taken as it is, without what no database keeps', () => {
    expect(read(`# Policy\r\n\r\n${words}\u0000  \n`, { contentType: 'text/markdown; charset=utf-8' })).toEqual({
      text: `# Policy\n\n${words}`,
    })
  })

  test('a page in its own charset is read in it', () => {
    const html = Buffer.from(`<meta charset="iso-8859-1"><main><p>Für Düsseldorf. ${words}</p></main>`, 'latin1')
    expect(parse({ body: html, contentType: 'text/html', select: ['main'], remove: [] })).toEqual({ text: `Für Düsseldorf. ${words}` })
  })
})

test('depth, unclosed tags and broken markup still give words', () => {
  expect(textOf(`<main>${'<div>'.repeat(3_000)}${words}`)).toBe(words)
  expect(textOf(`<main><table><tr><td>${words}<ul><li>x</table>`)).toContain(words)
  expect(textOf(`<main><p>${words}</b></div><<>&&#x0;&#xffffff;</main>`)).toContain(words)
})

test('a page too deep for finding its main text is read whole, at once', () => {
  const started = performance.now()
  expect(textOf(`<html><body><p>${words}</p>${'<div>'.repeat(700)}<p>deep</p>`, { select: [] })).toContain(words)
  expect(performance.now() - started).toBeLessThan(5_000)
})
