/** Broken feeds and pages, made from whole ones by a seeded chance: the same seed makes the same inputs. */

import type { Chance } from '../../simulation/chance.ts'

const WORDS = 'We use your posts to train models unless you object; you may turn this off in settings at any time. '

const FEEDS = [
  `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>News</title><link>https://n.example/</link>${[1, 2, 3, 4].map((n) => `<item><title>Item ${n} &amp; more</title><link>https://n.example/${n}</link><guid isPermaLink="false">g${n}</guid><pubDate>Fri, ${n} Aug 2026 12:00:00 GMT</pubDate><description><![CDATA[<p>${WORDS}</p>]]></description></item>`).join('')}</channel></rss>`,
  `<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><id>urn:n</id><updated>2026-08-14T12:00:00Z</updated>${[1, 2, 3].map((n) => `<entry><id>urn:${n}</id><title type="html">Item &lt;b&gt;${n}&lt;/b&gt;</title><link href="/${n}"/><updated>2026-08-0${n}T12:00:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>${WORDS}</p></div></content></entry>`).join('')}</feed>`,
  `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="https://n.example/"><title>News</title></channel>${[1, 2].map((n) => `<item rdf:about="https://n.example/${n}"><title>Item ${n}</title><link>https://n.example/${n}</link></item>`).join('')}</rdf:RDF>`,
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'News',
    items: [1, 2, 3].map((n) => ({
      id: n,
      url: `https://n.example/${n}`,
      title: `Item ${n}`,
      content_html: `<p>${WORDS}</p>`,
      date_published: '2026-08-14T12:00:00Z',
    })),
  }),
]

const PAGES = [
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Policy</title></head><body><nav><a href="/">Home</a></nav><main><h1>Policy</h1>${`<p>${WORDS}</p>`.repeat(4)}<ul><li>One<ul><li>Two</li></ul></li></ul><table><tr><th>Data</th><td>Use</td></tr></table></main><footer>Imprint</footer></body></html>`,
  `<html><body><div id="app"><article>${`<h2>Part</h2><p>${WORDS}<br>${WORDS}</p>`.repeat(5)}</article></div><script>var x = "</div>"</script></body></html>`,
]

const NASTY = [
  '<![CDATA[',
  ']]>',
  '<!--',
  '-->',
  '<!DOCTYPE x [<!ENTITY a "&b;&b;"><!ENTITY b "&a;">]>',
  '&a;',
  '&#0;',
  '&#xD800;',
  '&#x110000;',
  '&amp;amp;',
  '\u0000',
  '\uFEFF',
  '\u202E',
  '<?xml version="1.0" encoding="utf-16"?>',
  '<script>',
  '</p>',
  '<p',
  '<p p=p p="',
  "'",
  '"',
  '=',
  '<<<>>>',
  '<a:b:c>',
  '<__proto__>x</__proto__>',
  '"__proto__":{"x":1},',
  '<html>',
  '</html>',
  '<body>',
  '<plaintext>',
  '<svg><style>',
  '<math><mtext>',
  '<template>',
  '<frameset>',
  '<table><td><table>',
  '<item>',
  '</item>',
  '<entry/>',
  '[',
  '{',
  '}',
  ']',
  ',',
  '\\u0000',
  '1e999',
  'null',
  '<title/>',
  '<link href="javascript:x"/>',
] as const

const whole = (chance: Chance, low: number, high: number) => low + chance.below(high - low + 1)

const MUTATIONS: readonly ((text: string, chance: Chance) => string)[] = [
  (text, chance) => text.slice(0, whole(chance, 0, text.length)),
  (text, chance) => {
    const at = whole(chance, 0, text.length)
    return text.slice(0, at) + text.slice(at + whole(chance, 1, 80))
  },
  (text, chance) => {
    const at = whole(chance, 0, text.length)
    return text.slice(0, at) + chance.pick(NASTY) + text.slice(at)
  },
  (text, chance) => {
    const at = whole(chance, 0, text.length)
    const part = text.slice(at, at + whole(chance, 1, 200))
    return text.slice(0, at) + part.repeat(whole(chance, 2, 30)) + text.slice(at)
  },
  (text, chance) => {
    const at = whole(chance, 0, text.length)
    return (
      text.slice(0, at) +
      chance.pick(['<div>', '<a>', '[', '<b><i>', '<ul><li>', '<item>', '&lt;']).repeat(whole(chance, 50, 1_500)) +
      text.slice(at)
    )
  },
  (text, chance) => [...text.split('<')].sort(() => chance.next() - 0.5).join('<'),
  (text, chance) => text.replaceAll(chance.pick(['>', '"', '/', '</', 'item', 'entry', 'main']), chance.pick(NASTY)),
]

const TYPES = [
  'text/html',
  'text/html; charset=utf-8',
  'text/html; charset=utf-16',
  'application/xml; charset=iso-8859-1',
  'application/xhtml+xml',
  'text/plain',
  'text/html; charset=x',
  null,
]
const CHARS_MAX = 60_000

export interface Broken {
  readonly body: Uint8Array
  readonly contentType: string | null
}

/** One to three things wrong with it, and now and then bytes that are no text. */
export function broken(kind: 'feed' | 'page', chance: Chance): Broken {
  let text = chance.pick(kind === 'feed' ? FEEDS : PAGES)
  for (let n = whole(chance, 1, 3); n > 0; n--) text = chance.pick(MUTATIONS)(text, chance).slice(0, CHARS_MAX)
  const body = Buffer.from(text)
  if (chance.happens(0.2))
    for (let n = whole(chance, 1, 40); n > 0 && body.length > 0; n--) body[whole(chance, 0, body.length - 1)] = whole(chance, 0, 255)
  return { body, contentType: chance.pick(TYPES) }
}
