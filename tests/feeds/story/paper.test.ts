/** docs/stories.md names every gate in its order, and every reason to hold a story. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { GATES } from '../../../src/feeds/story/pipeline.ts'
import { HOLDS } from '../../../src/feeds/story/story.ts'

const paper = readFileSync(join(import.meta.dirname, '../../../docs/stories.md'), 'utf8')
const rowsUnder = (heading: string) => {
  const [, section = ''] = paper.split(`\n## ${heading}\n`)
  return [...(section.split('\n## ')[0] ?? '').matchAll(/^\| `([a-z-]+)` \|/gm)].map((match) => match[1])
}

test('gates, in the order steps go through them', () => {
  expect(rowsUnder('From steps to stories')).toEqual([...GATES])
})

test('reasons to hold a story', () => {
  expect(rowsUnder('Held stories').toSorted()).toEqual(Object.keys(HOLDS).toSorted())
})
