import { describe, expect, test } from 'vitest'
import { backoffMs } from '../../../src/feeds/fetch/backoff.ts'
import { decodeText } from '../../../src/feeds/fetch/charset.ts'
import { createHostTurns } from '../../../src/feeds/fetch/host-turns.ts'
import { retryAfterMs } from '../../../src/feeds/fetch/retry-after.ts'

describe('Retry-After', () => {
  const now = Date.UTC(2026, 7, 14, 12)
  test.each([
    ['0', 0],
    ['120', 120_000],
    [' 5 ', 5_000],
    ['99999999999999999999', 7 * 86_400_000],
    ['Fri, 14 Aug 2026 12:00:30 GMT', 30_000],
    ['Friday, 14-Aug-26 12:00:30 GMT', 30_000],
    ['Fri, 14 Aug 2026 11:00:00 GMT', 0],
    ['-5', null],
    ['1.5', null],
    ['soon', null],
    ['2026-08-14', null],
    ['', null],
    [undefined, null],
  ])('%j', (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected)
  })
})

describe('backing off', () => {
  test('doubles, with a quarter either way, up to the longest', () => {
    const longestMs = 3_600_000
    const at = (failures: number, random: number) => backoffMs(failures, { random, longestMs })
    expect([1, 2, 3, 4].map((failures) => at(failures, 0.5))).toEqual([60_000, 120_000, 240_000, 480_000])
    expect(at(1, 0)).toBe(45_000)
    expect(at(1, 0.999999)).toBeLessThanOrEqual(75_000)
    expect(at(50, 0.5)).toBe(longestMs)
    expect(at(5_000, 0.5)).toBe(longestMs)
  })
})

describe('charset', () => {
  const latin = Uint8Array.from(Buffer.from('<p>Düsseldorf</p>', 'latin1'))
  const utf8 = Buffer.from('<p>Düsseldorf</p>')
  test.each<[string, Uint8Array, string | null]>([
    ['the header', latin, 'text/html; charset=ISO-8859-1'],
    ['the header in quotes', latin, 'text/html;charset="iso-8859-1"'],
    ['nothing, when it is UTF-8', utf8, null],
    ['nothing, when it is not UTF-8', latin, null],
    ['a header nobody knows', utf8, 'text/html; charset=martian'],
    ['a mark against the header', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), utf8]), 'text/html; charset=iso-8859-1'],
    ['a mark of UTF-16', Buffer.from('\ufeff<p>Düsseldorf</p>', 'utf16le'), null],
  ])('by %s', (_how, bytes, contentType) => {
    expect(decodeText(bytes, contentType)).toBe('<p>Düsseldorf</p>')
  })

  test.each([
    ['<?xml version="1.0" encoding="windows-1251"?><a>', [0xcf, 0xf0], 'Пр'],
    ['<html><head><meta charset="shift_jis"><title>', [0x93, 0xfa], '日'],
    ["<meta http-equiv='Content-Type' content='text/html; charset=koi8-r'>", [0xf0], 'П'],
    ['<meta charset="utf-16">', [0xc3, 0xbc], 'ü'],
  ])('as %s declares', (head, bytes, expected) => {
    expect(decodeText(Buffer.concat([Buffer.from(head, 'latin1'), Uint8Array.from(bytes)]), 'text/html')).toBe(head + expected)
  })

  test('a wrong header spoils letters, never more', () => {
    expect(decodeText(latin, 'text/html; charset=utf-8')).toBe('<p>D\ufffdsseldorf</p>')
  })
})

test('work for one host waits for the work before it, even when that failed', async () => {
  const turns = createHostTurns()
  const log: string[] = []
  const work =
    (name: string, fails = false) =>
    async () => {
      log.push(`${name} begins`)
      await new Promise((resolve) => setTimeout(resolve, 5))
      log.push(`${name} ends`)
      if (fails) throw new Error(name)
      return name
    }
  const all = [turns.take('a', work('1', true)), turns.take('a', work('2')), turns.take('b', work('3')), turns.take('a', work('4'))]
  expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled'])
  expect(log.filter((line) => !line.startsWith('3'))).toEqual(['1 begins', '1 ends', '2 begins', '2 ends', '4 begins', '4 ends'])
  expect(log.indexOf('3 begins')).toBeLessThan(log.indexOf('1 ends'))
})
