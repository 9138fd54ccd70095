/** Papers that repeat what the code says are held to it. */

import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { COMMANDS } from '../../src/commands/table.ts'
import { readConfig, VARIABLES } from '../../src/config.ts'
import { LAWS } from '../../src/guides/laws/index.ts'

const ROOT = join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')

test('.env.example names every variable once, each with a comment, and its defaults are the real ones', () => {
  const lines = read('.env.example').split('\n')
  const entries = lines.flatMap((line, index) =>
    /^[A-Z_]+=/.test(line)
      ? [{ name: line.split('=')[0] ?? '', value: line.slice(line.indexOf('=') + 1), above: lines[index - 1] ?? '' }]
      : [],
  )
  expect(entries.map(({ name }) => name).sort()).toEqual([...VARIABLES].sort())
  for (const { name, above } of entries) expect(above.startsWith('#') || above.startsWith('HOST='), name).toBe(true)
  expect(readConfig(Object.fromEntries(entries.map(({ name, value }) => [name, value])))).toEqual(readConfig({}))
})

test('the README has every variable and every command', () => {
  const readme = read('README.md')
  for (const variable of VARIABLES) expect(readme, variable).toContain(`\`${variable}\``)
  for (const { path } of COMMANDS) expect(readme, path.join(' ')).toContain(`/${path[0]}`)
})

test('the paper on letters has every law, and every rule they are held to', () => {
  const paper = read('docs/letters.md')
  expect([...paper.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, id]) => id)).toEqual(LAWS.map(({ id }) => id))
  const rules = [...read('src/guides/laws/check-laws.ts').matchAll(/rule: '(law-[a-z]+)'/g)].map(([, rule = '']) => rule)
  expect(new Set(rules).size).toBeGreaterThan(5)
  for (const rule of rules) expect(paper, rule).toContain(`\`${rule}\``)
})

test('links inside the papers lead somewhere', () => {
  const papers = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...globSync('docs/**/*.md', { cwd: ROOT })]
  const broken = papers.flatMap((paper) =>
    [...read(paper).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)]
      .map((match) => match[1] ?? '')
      .filter((target) => !existsSync(join(ROOT, dirname(paper), target)))
      .map((target) => `${paper}: ${target}`),
  )
  expect(broken).toEqual([])
})
