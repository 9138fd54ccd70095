import { describe, expect, test } from 'vitest'
import { ITEMS_MAX, parse } from '../../../src/feeds/news/parse.ts'
import { plainText } from '../../../src/feeds/news/plain-text.ts'

const read = (text: string, contentType: string | null = 'application/xml') =>
  parse({ body: Buffer.from(text), contentType, url: 'https://news.example/feeds/all.xml' })
const itemsOf = (text: string) => {
  const parsed = read(text)
  if ('problem' in parsed) throw new Error(parsed.problem)
  return parsed.items.map(({ id: _, ...item }) => item)
}
const idsOf = (text: string) => {
  const parsed = read(text)
  return 'problem' in parsed ? [] : parsed.items.map(({ id }) => id)
}
const rss = (...items: string[]) => `<rss version="2.0"><channel><title>News</title>${items.join('')}</channel></rss>`
const AT = Date.UTC(2026, 7, 14, 10)

describe('formats', () => {
  const wanted = { title: 'Complaint against Example & Co', url: 'https://news.example/1', publishedAt: AT, summary: 'It trains on posts.' }
  test.each([
    [
      'RSS',
      rss(
        '<item><title>Complaint against Example &amp;amp; Co</title><link>/1</link><guid isPermaLink="false">x1</guid><pubDate>Fri, 14 Aug 2026 12:00:00 +0200</pubDate><description><![CDATA[<p>It <b>trains</b> on posts.</p><script>x()</script>]]></description></item>',
      ),
    ],
    [
      'Atom',
      '<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry><id>urn:x1</id><title>Complaint against Example &amp; Co</title><link rel="edit" href="https://news.example/edit"/><link href="https://news.example/1"/><updated>2026-08-14T10:00:00Z</updated><summary type="html">&lt;p&gt;It trains on posts.&lt;/p&gt;</summary></entry></feed>',
    ],
    [
      'RDF',
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://news.example/"><title>News</title></channel><item rdf:about="https://news.example/1"><title>Complaint against Example &amp; Co</title><link>https://news.example/1</link><description>It trains on posts.</description><dc:date>2026-08-14T10:00:00Z</dc:date></item></rdf:RDF>',
    ],
    [
      'JSON Feed',
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: 'News',
        items: [
          {
            id: 'x1',
            url: 'https://news.example/1',
            title: 'Complaint against Example & Co',
            date_published: '2026-08-14T10:00:00Z',
            content_html: '<p>It trains on posts.</p>',
          },
        ],
      }),
    ],
  ])('%s', (_format, text) => {
    expect(itemsOf(text)).toEqual([wanted])
  })
})

describe('ids', () => {
  test('come from the feed’s own id, else the link, else the title and date', () => {
    const [one] = idsOf(rss('<item><guid>a</guid><title>x</title></item>'))
    expect(one).toMatch(/^[\w-]{22}$/)
    expect(idsOf(rss('<item><guid>a</guid><title>corrected</title><link>https://n.example/9</link></item>'))).toEqual([one])
    expect(idsOf(rss('<item><title>x</title><link>/1</link></item>'))).toEqual(
      idsOf(rss('<item><title>y</title><link>https://news.example/1</link></item>')),
    )
    expect(idsOf(rss('<item><title>x</title></item>'))).not.toEqual(idsOf(rss('<item><title>y</title></item>')))
  })

  test('repeats and items with nothing to show are left out', () => {
    expect(idsOf(rss('<item><guid>a</guid><title>x</title></item>'.repeat(3), '<item/>', '<item><guid>b</guid></item>'))).toHaveLength(1)
  })
})

test('links that are not of the web, and dates that are none, are absent', () => {
  const bad = (link: string, date: string) => itemsOf(rss(`<item><title>x</title><link>${link}</link><pubDate>${date}</pubDate></item>`))[0]
  expect(bad('javascript:alert(1)', 'yesterday')).toMatchObject({ url: null, publishedAt: null })
  expect(bad('file:///etc/passwd', 'Thu, 01 Jan 1970 00:00:00 GMT')).toMatchObject({ url: null, publishedAt: null })
  expect(bad(`https://x.example/${'a'.repeat(3_000)}`, '')).toMatchObject({ url: null, publishedAt: null })
})

describe('hostile feeds', () => {
  const lol =
    '<!ENTITY a "lol">' +
    'bcdefghij'
      .split('')
      .map((name, n) => `<!ENTITY ${name} "${`&${'abcdefghij'[n]};`.repeat(10)}">`)
      .join('')
  test.each<[string, string]>([
    ['entities in entities', `<?xml version="1.0"?><!DOCTYPE r [${lol}]>${rss('<item><title>&j;</title><guid>1</guid></item>')}`],
    [
      'a file as an entity',
      `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>${rss('<item><title>&x;</title><guid>1</guid></item>')}`,
    ],
    ['an address as an entity', `<!DOCTYPE r SYSTEM "http://127.0.0.1/x.dtd">${rss('<item><title>x</title></item>')}`],
    ['depth', `${rss()}${'<a>'.repeat(50_000)}`],
    ['no end', '<rss version="2.0"><channel><item><title>x'],
    ['another document', '<!doctype html><html><body>Not a feed</body></html>'],
    ['nothing', ''],
    ['zeros', '\u0000'.repeat(10_000)],
    ['prototypes', rss('<__proto__><x>1</x></__proto__><item><constructor>x</constructor><title>x</title></item>')],
    ['deep JSON', `{"version":"https://jsonfeed.org/version/1.1","title":"x","items":${'['.repeat(100_000)}`],
    ['JSON of other types', '{"version":"https://jsonfeed.org/version/1.1","title":{},"items":[1,null,{"id":{},"title":[],"url":7}]}'],
  ])('%s are read or refused, never thrown or expanded', (_what, text) => {
    const parsed = read(text)
    const words = JSON.stringify(parsed)
    expect(words.length).toBeLessThan(5_000)
    expect(words).not.toContain('root:')
  })

  test('of very many items the first are read', () => {
    const many = Array.from({ length: ITEMS_MAX * 3 }, (_, n) => `<item><guid>${n}</guid><title>${n}</title></item>`)
    expect(itemsOf(rss(...many)).map(({ title }) => title)).toEqual(Array.from({ length: ITEMS_MAX }, (_, n) => String(n)))
  })
})

test('texts are one plain line, cut where they are too long', () => {
  expect(plainText('  A <b>bold</b>\n claim &amp; more&nbsp;&lt;3 ', 100)).toBe('A bold claim & more <3')
  expect(plainText('<p>one</p><p>two<br>three</p>', 100)).toBe('one two three')
  expect(plainText('x'.repeat(50), 10)).toBe(`${'x'.repeat(9)}…`)
  expect(plainText('\u202eevil\u0000\u200b text', 100)).toBe('evil text')
  expect(plainText('no markup: 1 < 2', 100)).toContain('no markup: 1')
})
