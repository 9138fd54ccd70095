import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DEFAULT_FEEDS_FILE, FeedsFileError, parseFeedsFile, readFeedsFile } from '../../src/feeds/feeds-file.ts'
import { findKinds } from '../../src/feeds/kinds.ts'
import { contextOf } from './a-context.ts'

const problemsOf = async (text: string, kinds = findKinds()): Promise<readonly string[]> => {
  const error: unknown = await parseFeedsFile(text, 'feeds.yaml', kinds).catch((reason: unknown) => reason)
  return error instanceof FeedsFileError ? error.problems.map(({ line, message }) => `${line}: ${message}`) : []
}
const KEY = 'MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE='

describe('the feeds file', () => {
  test('makes its entries into sources with permanent ids, in order', async () => {
    const text = `
contact: privacy@example.org
allow: [wiki.corp, 10.1.0.0/16]
sources:
  - kind: news
    name: noyb
    url: https://noyb.eu/en/rss
    every: 30m
  - kind: page
    service: Figma
    document: Privacy Policy
    url: https://www.figma.com/legal/privacy/
    select: main
    remove: [nav, .date]
  - kind: catalog
    name: Example
    url: https://optout.example/catalog.json
    key: ${KEY}
`
    const file = await parseFeedsFile(text, 'feeds.yaml', findKinds())
    expect(file).toMatchObject({ contact: 'privacy@example.org', entries: [{ line: 5 }, { line: 9 }, { line: 15 }] })
    expect([...file.allow.hosts]).toEqual(['wiki.corp'])
    await using context = contextOf()
    expect(file.entries.map(({ create }) => create(context)).map(({ id, name, everyMs }) => [id, name, everyMs / 60_000])).toEqual([
      ['news:https://noyb.eu/en/rss', 'noyb', 30],
      ['page:https://www.figma.com/legal/privacy/', 'Figma: Privacy Policy', 360],
      [`catalog:https://optout.example/catalog.json#${KEY}`, 'Example', 360],
    ])
  })

  test('may be empty', async () => {
    expect(await parseFeedsFile('# nothing yet\n', 'feeds.yaml', findKinds())).toMatchObject({ entries: [], contact: null })
  })

  test.each<[string, string[]]>([
    ['sources:\n  - kind: news\n    url: https://x.example/\n', ['2: name: is missing.']],
    ['sources:\n  - kind: newz\n    url: https://x.example/\n', [`2: kind: "newz" is none of ${findKinds().names.join(', ')}.`]],
    ['sources:\n  - url: https://x.example/\n', ['2: kind: is missing.']],
    [
      'sources:\n  - kind: news\n    name: x\n    url: ftp://x.example/\n',
      ['4: url: use a web address, such as https://example.org/feed.xml.'],
    ],
    [
      'sources:\n  - kind: news\n    name: x\n    link: y\n    url: https://x.example/\n',
      ['4: link: there is no such field here. Remove it, or correct its spelling.'],
    ],
    [
      'sources:\n  - kind: news\n    name: x\n    url: https://x.example/\n    every: 1m\n  - kind: news\n    name: y\n    url: https://y.example/\n    every: hourly\n',
      ['5: every: write a time from 5m to 30d, such as 30m, 6h or 1d.', '9: every: write a time from 5m to 30d, such as 30m, 6h or 1d.'],
    ],
    [
      'sources:\n  - kind: page\n    service: x\n    document: y\n    url: https://x.example/\n    select: {a: b}\n',
      ['6: select: write a text, or a list of texts.'],
    ],
    [
      `sources:\n  - kind: catalog\n    name: x\n    url: https://x.example/guides.json\n    key: abc\n`,
      [
        '4: url: ends in /catalog.json.',
        '5: key: use the line between BEGIN PUBLIC KEY and END PUBLIC KEY of their Ed25519 key, which begins with MCowBQYDK2VwAyEA.',
      ],
    ],
    [
      'allow:\n  - wiki.corp\n  - http://wiki.corp\nsources: []\n',
      ['3: "http://wiki.corp" is no host name and no network, such as wiki.example.org or 10.1.0.0/16.'],
    ],
    [
      'contact: a b\nsource: []\n',
      [
        '1: contact: write an address without spaces.',
        '1: sources: is missing.',
        '2: source: there is no such field here. Remove it, or correct its spelling.',
      ],
    ],
    ['sources:\n  - kind: news\n   name: x\n', []],
  ])('%j is refused by line', async (text, expected) => {
    const problems = await problemsOf(text)
    expect(problems.length).toBeGreaterThan(0)
    if (expected.length > 0) expect(problems.toSorted()).toEqual(expected)
  })

  test('hostile YAML is refused, not expanded', async () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\n`
    expect((await problemsOf(bomb)).length).toBeGreaterThan(0)
    expect((await problemsOf('sources: !!js/function "x"')).length).toBeGreaterThan(0)
  })

  test('that is not there is told by its path', async () => {
    await expect(readFeedsFile('/nowhere/feeds.yaml')).rejects.toThrow('/nowhere/feeds.yaml:1 The file cannot be read.')
  })
})

test('a new kind of source is a folder and a line', async () => {
  const kinds = findKinds(join(import.meta.dirname, 'kinds-fixture'))
  const file = await parseFeedsFile('sources:\n  - kind: weather\n    place: Berlin\n', 'feeds.yaml', kinds)
  await using context = contextOf()
  const source = file.entries[0]?.create(context)
  expect(source?.id).toBe('weather:Berlin')
  expect(await problemsOf('sources:\n  - kind: weather\n    town: Berlin\n', kinds)).toEqual([
    '2: place: is missing.',
    '3: town: there is no such field here. Remove it, or correct its spelling.',
  ])
})

test('the file that comes with the project holds, with different sources', async () => {
  const file = await readFeedsFile(DEFAULT_FEEDS_FILE)
  await using context = contextOf()
  const ids = file.entries.map(({ create }) => create(context).id)
  expect(ids.length).toBeGreaterThan(10)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.filter((id) => !/^[a-z-]+:https:\/\//.test(id))).toEqual([])
})
