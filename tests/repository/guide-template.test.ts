/** The template people copy must itself be a guide without a fault. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { checkSources } from '../../src/guides/check.ts'
import { describeProblem } from '../../src/guides/content-error.ts'
import { parseGuideText, readGuideFiles } from '../../src/guides/guide-source.ts'
import { CONTENT_DIR } from '../../src/guides/load.ts'
import { statusOf } from '../../src/guides/status.ts'

const FILE = 'docs/guide-template.yaml'
const text = readFileSync(join(import.meta.dirname, '../..', FILE), 'utf8')
const template = parseGuideText({ file: FILE, fileSlug: parse(text).slug, text })

test('it follows the schema and every rule, also beside all the real guides', () => {
  const problems = checkSources([template, ...readGuideFiles(CONTENT_DIR)], '2026-11-22')
  expect(problems.map(describeProblem)).toEqual([])
})

test('its annotations are true of it', () => {
  const { service } = template
  if (service === undefined) throw new Error('the template is no guide')
  const inGermany = (on: string) => statusOf(service, { region: 'DE', account: 'personal', device: 'web', on }).headline.default
  expect([inGermany('2026-02-28'), inGermany('2026-03-01')]).toEqual(['never', 'on'])
})
