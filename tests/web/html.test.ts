import fc from 'fast-check'
import { expect, test } from 'vitest'
import { html, safeHref, trusted } from '../../src/web/html.ts'

test('values are escaped for text and for attributes in quotes', () => {
  expect(html`<a title="${`"'<>&`}">${'<b>'}</a>`.text).toBe('<a title="&quot;&#39;&lt;&gt;&amp;">&lt;b&gt;</a>')
})

test('nested HTML and lists are joined, absent values write nothing', () => {
  const items = ['a', '<'].map((item) => html`<li>${item}</li>`)
  expect(html`<ul>${items}${null}${undefined}${false}${0}</ul>`.text).toBe('<ul><li>a</li><li>&lt;</li>0</ul>')
})

test('our own markup passes as it is', () => {
  expect(html`${trusted('<svg></svg>')}`.text).toBe('<svg></svg>')
})

test('no text becomes markup, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(html`${text}`.text).not.toMatch(/[<>"']/)
    }),
  )
})

test('people are sent to web and mail addresses only', () => {
  expect(safeHref('https://example.com/a?b=1')).toBe('https://example.com/a?b=1')
  expect(safeHref('mailto:privacy@example.com')).toBe('mailto:privacy@example.com')
  for (const url of ['javascript:alert(1)', ' javascript:alert(1)', 'JaVaScRiPt:1', 'data:text/html,x', 'vbscript:x', '/relative', ''])
    expect(safeHref(url)).toBeNull()
})
