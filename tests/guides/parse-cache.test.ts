import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openParseCache } from '../../src/guides/parse-cache.ts'

let dir: string
let file: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'cache-'))
  file = join(dir, 'deep/guides.json')
})
afterEach(() => rmSync(dir, { recursive: true }))

const fill = (...texts: string[]) => {
  const cache = openParseCache(file)
  const values = texts.map((text) => cache.parse(text))
  cache.save()
  return values
}

test('gives the same value from the text and from the file', () => {
  expect(fill('a: 2025-11-03\nb: no')).toEqual([{ a: '2025-11-03', b: 'no' }])
  expect(fill('a: 2025-11-03\nb: no')).toEqual([{ a: '2025-11-03', b: 'no' }])
})

test('reads the file instead of the text when it knows the text', () => {
  fill('a: 1')
  writeFileSync(file, readFileSync(file, 'utf8').replace('"a":1', '"a":2'))
  expect(fill('a: 1')).toEqual([{ a: 2 }])
})

test('forgets texts that are no longer asked for', () => {
  fill('a: 1', 'b: 2')
  fill('b: 2', 'c: 3')
  expect(readFileSync(file, 'utf8')).not.toContain('"a":1')
})

test('takes a damaged file as an empty one', () => {
  fill('a: 1')
  for (const damage of ['', '{', '{"x":1}', '[1,[2]]']) {
    writeFileSync(file, damage)
    expect(fill('a: 1')).toEqual([{ a: 1 }])
  }
})

test('does not remember text that is not clean YAML', () => {
  expect(fill('a: [', 'a: 1\na: 2')).toEqual([undefined, undefined])
})

test('works where nothing can be written', () => {
  writeFileSync(join(dir, 'deep'), 'a file where the folder should be')
  expect(fill('a: 1')).toEqual([{ a: 1 }])
})

test('keeps what was made of the value, until another version makes it, and nothing that was refused', () => {
  const read = (text: string, version: string) => {
    const made: string[] = []
    const decode = (value: unknown) => {
      made.push(version)
      return value === 'bad' ? undefined : { value, version }
    }
    const cache = openParseCache(file, { decode, version })
    const value = cache.parse(text)
    cache.save()
    return { value, made }
  }
  expect(read('good', 'one')).toEqual({ value: { value: 'good', version: 'one' }, made: ['one'] })
  expect(read('good', 'one')).toEqual({ value: { value: 'good', version: 'one' }, made: [] })
  expect(read('good', 'two')).toEqual({ value: { value: 'good', version: 'two' }, made: ['two'] })
  expect(read('bad', 'two').value).toBeUndefined()
  expect(read('bad', 'two').made).toEqual(['two'])
})
