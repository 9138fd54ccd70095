import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkContent } from '../../src/guides/check.ts'
import { ContentError } from '../../src/guides/content-error.ts'
import { parseGuideText, readGuideFiles } from '../../src/guides/guide-source.ts'
import { loadCatalog } from '../../src/guides/load.ts'
import { aGuideText, aPractice, aRule, TODAY } from './service-factory.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'guides-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

const write = (name: string, text: string) => writeFileSync(join(dir, name), text)
const parse = (text: string) => parseGuideText({ file: 'example.yaml', fileSlug: 'example', text })

describe('one guide file', () => {
  test('becomes a service with its dates as text', () => {
    const { service, problems } = parse(
      aGuideText({ practices: [aPractice({ rules: [aRule({ since: '2025-11-03' })] })] }).replace('"2025-11-03"', '2025-11-03'),
    )
    expect(problems).toEqual([])
    expect(service?.practices[0]?.rules[0]?.since).toBe('2025-11-03')
  })

  test('knows the line of each part, and of the nearest part around a missing one', () => {
    const text = aGuideText()
    const { lineOf } = parse(text)
    const lines = text.split('\n')
    expect(lines[lineOf(['practices', 0, 'rules', 0, 'jurisdictions']) - 1]).toContain('jurisdictions:')
    expect(lines[lineOf(['evidence', 0]) - 1]).toContain('- id: policy')
    expect(lines[lineOf(['evidence', 0, 'unlinked']) - 1]).toContain('- id: policy')
    expect(lineOf([])).toBe(1)
  })

  test('says what is wrong with a step in the words of the step that was meant', () => {
    const text = aGuideText().replace(/to: "?off"?/, 'to: maybe')
    const [problem, ...others] = parse(text).problems
    expect(others).toEqual([])
    expect(problem).toMatchObject({
      rule: 'schema',
      fix: 'Use one of: on, off.',
      line: text.split('\n').findIndex((line) => line.includes('to: maybe')) + 1,
    })
  })

  test.each([
    ['a key written twice', 'slug: a\nslug: b\n', 2, 'yaml'],
    ['a broken indent', 'slug: a\n\tname: b\n', 2, 'yaml'],
    ['a tag', 'slug: !!js/function a\n', 1, 'yaml'],
    ['an alias bomb', `a: &a [x]\nb: &b [${'*a,'.repeat(99)}]\nc: &c [${'*b,'.repeat(99)}]\nd: [${'*c,'.repeat(99)}]\n`, 1, 'yaml'],
    ['an empty file', '', 1, 'schema'],
    ['a list', '- slug\n', 1, 'schema'],
  ])('reports %s by line instead of throwing', (_, text, line, rule) => {
    const { service, problems } = parse(text)
    expect(service).toBeUndefined()
    expect(problems[0]).toMatchObject({ file: 'example.yaml', line, rule })
    expect(problems[0]?.fix).not.toBe('')
  })

  test('names a misspelt key, an impossible day and a place that does not exist', () => {
    const rule = aRule({ since: '2025-02-30', jurisdictions: ['UK'] })
    const { problems } = parse(`${aGuideText({ practices: [aPractice({ rules: [rule] })] })}alias: [x]\n`)
    expect(problems.map((problem) => problem.message)).toEqual([
      expect.stringContaining('practices.0.rules.0.jurisdictions.0'),
      expect.stringContaining('practices.0.rules.0.since'),
      expect.stringContaining('the key "alias" does not exist here'),
    ])
  })
})

describe('a folder of guides', () => {
  test('loads as a catalog, found by slug and ordered by it', async () => {
    write('second.yaml', aGuideText({ slug: 'second', name: 'Second' }))
    write('first.yaml', aGuideText({ slug: 'first', name: 'First' }))
    write('README.md', 'not a guide')
    const catalog = await loadCatalog(dir)
    expect(catalog.services.map((service) => service.slug)).toEqual(['first', 'second'])
    expect(catalog.find('second')?.name).toBe('Second')
    expect(catalog.find('third')).toBeUndefined()
  })

  test('is refused with every problem of every file at once', async () => {
    write('one.yaml', 'slug: one\nslug: two\n')
    write('three.yaml', aGuideText({ slug: 'four' }))
    write('five.yaml', aGuideText({ slug: 'five', name: '' }))
    const error: unknown = await loadCatalog(dir).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(ContentError)
    if (!(error instanceof ContentError)) return
    expect(error.problems.map((problem) => [problem.file, problem.rule])).toEqual([
      [join(dir, 'five.yaml'), 'schema'],
      [join(dir, 'one.yaml'), 'yaml'],
      [join(dir, 'three.yaml'), 'slug-matches-file'],
    ])
  })

  test.each([
    ['is missing', () => join(dir, 'nowhere'), 'cannot be read'],
    ['is empty', () => dir, 'holds no guides'],
  ])('is refused when it %s', async (_, folder, message) => {
    await expect(loadCatalog(folder())).rejects.toThrow(message)
    expect(checkContent(folder(), { today: TODAY })).toEqual([
      expect.objectContaining({ rule: 'folder', message: expect.stringContaining(message) }),
    ])
  })

  test('is refused when a guide is named .yml, which would silently be left out', async () => {
    write('one.yml', aGuideText({ slug: 'one' }))
    await expect(loadCatalog(dir)).rejects.toThrow('Rename it to one.yaml')
  })

  test('is checked by schema and by every rule, each problem with file and line', () => {
    write('broken.yaml', 'slug: broken\n')
    const text = aGuideText({ practices: [aPractice({ rules: [aRule(), aRule({ default: 'off', evidence: [] })] })] })
    write('example.yaml', text)
    const problems = checkContent(dir, { today: TODAY })
    expect(problems.filter((problem) => problem.file.endsWith('broken.yaml')).every((problem) => problem.rule === 'schema')).toBe(true)
    const found = problems.filter((problem) => problem.file.endsWith('example.yaml'))
    expect(new Set(found.map((problem) => problem.rule))).toEqual(new Set(['rules-overlap', 'rule-evidence', 'not-used-quote']))
    expect(text.split('\n')[(found[0]?.line ?? 0) - 1]).toContain('default: off')
  })

  test('keeps the text of each file', () => {
    write('example.yaml', aGuideText())
    expect(readGuideFiles(dir).map(({ fileSlug, text }) => [fileSlug, text])).toEqual([['example', aGuideText()]])
  })
})
