import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseRobots } from '../../../src/feeds/fetch/robots.ts'

const may = (text: string, path: string) => parseRobots(text, 'Optout')(path)

describe('which group', () => {
  test('ours, however it is written, else that for everybody, else all is allowed', () => {
    const text = 'User-agent: *\nDisallow: /\n\nUSER-AGENT: OPTOUT/2.1\nDisallow: /a\n'
    expect(may(text, '/b')).toBe(true)
    expect(may(text, '/a')).toBe(false)
    expect(may('User-agent: *\nDisallow: /', '/b')).toBe(false)
    expect(may('User-agent: otherbot\nDisallow: /', '/b')).toBe(true)
    expect(may('', '/b')).toBe(true)
  })

  test('several of ours count as one; several names share the rules below them', () => {
    const text = 'User-agent: optout\nDisallow: /a\n\nUser-agent: other\nUser-agent: Optout\nDisallow: /b\n\nUser-agent: *\nDisallow: /c'
    expect(['/a', '/b', '/c'].map((path) => may(text, path))).toEqual([false, false, true])
  })

  test('one that names us and forbids nothing allows all', () => {
    expect(may('User-agent: *\nDisallow: /\nUser-agent: optout\nDisallow:', '/x')).toBe(true)
    expect(may('User-agent: optoutbot\nDisallow: /', '/x')).toBe(true)
  })

  test('lines of other kinds do not end a group', () => {
    expect(may('User-agent: optout\nCrawl-delay: 10\nSitemap: https://x.example/s.xml\nDisallow: /a # no\n', '/a')).toBe(false)
  })
})

// RFC 9309, sections 2.2.2, 2.2.3 and 5.
describe('which rule', () => {
  test.each([
    ['Disallow: /\nAllow: /policy', '/policy/privacy', true],
    ['Allow: /policy\nDisallow: /policy/old', '/policy/old/1', false],
    ['Disallow: /page\nAllow: /page', '/page', true],
    ['Disallow: /*.pdf$', '/terms.pdf', false],
    ['Disallow: /*.pdf$', '/terms.pdf?v=1', true],
    ['Disallow: /foo/*/qux', '/foo/bar/baz/qux', false],
    ['Disallow: /foo/*/qux', '/foo/qux', true],
    ['Disallow: /$', '/', false],
    ['Disallow: /$', '/x', true],
    ['Disallow: *private', '/a/private', false],
    ['Disallow: /a**b', '/axxb', false],
    ['Disallow: /a$b', '/a$b', false],
    ['Disallow: /Path', '/path', true],
    ['Disallow: /?q=', '/?q=x', false],
    ['Disallow: /%7Eann', '/~ann/x', false],
    ['Disallow: /~ann', '/%7eann/x', false],
    ['Disallow: /ü', '/%C3%BC', false],
    ['Disallow: /%c3%bc', '/%C3%BC', false],
    ['Disallow: /a%2Fb', '/a/b', true],
  ])('%j for %s: %j', (rules, path, expected) => {
    expect(may(`User-agent: optout\n${rules}`, path)).toBe(expected)
  })
})

test('any text and any path give an answer', () => {
  const lines = fc.array(
    fc.constantFrom('User-agent: *', 'Disallow: /a*b*c*d*e$', 'Allow: *', 'Disallow', ':', '\u0000', 'Disallow: %zz\ud800'),
  )
  fc.assert(
    fc.property(lines, fc.string({ unit: 'binary', maxLength: 200 }), (text, path) => typeof may(text.join('\n'), path) === 'boolean'),
  )
})

test('a hostile file holds nobody up: beyond some patterns with stars, a star ends its pattern', () => {
  const path = `/${'a'.repeat(1_990)}b`
  const starred = (count: number) => `User-agent: *\n${`Disallow: /${'*a'.repeat(240)}$\n`.repeat(count)}`
  expect(may(starred(5), path)).toBe(true)
  const huge = starred(1_000)
  const before = process.threadCpuUsage()
  expect(may(huge, path)).toBe(false)
  const { user, system } = process.threadCpuUsage(before)
  expect((user + system) / 1_000).toBeLessThan(200)
  expect(may(`${huge}Allow: /${'*a'.repeat(5)}\nDisallow: /x*y`, path)).toBe(false)
})
