import { expect, test } from 'vitest'
import { createCatalog } from '../../src/core/catalog.ts'
import type { Question } from '../../src/core/service.ts'
import { boardOf, createBoards, readShow, search } from '../../src/web/board-view.ts'
import { changesAround, oneAService } from '../../src/web/change-entries.ts'
import { aControl, anotherService, aPractice, aRule } from '../guides/service-factory.ts'
import { example, services } from './a-site.ts'

const germany: Question = { region: 'DE', account: 'personal', device: 'web', on: '2026-11-22' }

function todoOf(practice: Parameters<typeof aPractice>[0], alternatives: string[] = []) {
  const service = anotherService('one', {
    practices: [aPractice({ controls: [], ...practice })],
    alternatives: alternatives.map((text) => ({ text, evidence: ['policy'] })),
  })
  const [row] = boardOf(createCatalog([service]), germany).rows
  return { todo: row?.todo, act: row?.act, mine: row?.mine }
}

test('counts every service once, by the answer to its first practice', () => {
  const { counts, rows, mine, categories } = boardOf(createCatalog(services), germany)
  expect(counts).toEqual({ always: 1, on: 1, unknown: 0, off: 1, never: 1 })
  expect(rows).toHaveLength(4)
  expect(mine).toBe(1)
  expect(categories).toEqual(['social', 'work', 'media'])
})

test('says in a few words what the person can do', () => {
  expect(todoOf({ controls: [aControl()] })).toEqual({ todo: 'Turn it off', act: true, mine: true })
  expect(todoOf({ controls: [aControl({ kind: 'form' })] })).toEqual({ todo: 'Object with a form', act: true, mine: true })
  expect(todoOf({ controls: [aControl({ kind: 'admin', who: 'admin' })] })).toEqual({ todo: 'Ask your admin', act: true, mine: false })
  expect(todoOf({ rules: [aRule({ default: 'never' })] })).toEqual({ todo: 'Nothing to do', act: false, mine: false })
  expect(todoOf({ rules: [aRule({ default: 'unknown' })] })).toEqual({ todo: 'Ask them', act: true, mine: false })
  expect(todoOf({ rules: [aRule({ default: 'always' })] })).toEqual({ todo: 'No setting found', act: false, mine: false })
  expect(todoOf({ rules: [aRule({ default: 'always' })] }, ['Delete posts.'])).toEqual({ todo: 'See what helps', act: true, mine: false })
})

test('finds by name, product, link and near miss; only a name or link is exact', () => {
  const catalog = createCatalog(services)
  expect(search(catalog, 'https://example.com/jobs').exact).toBe(example)
  expect(search(catalog, 'example learning').exact).toBe(example)
  expect([...search(catalog, 'examp').services]).toEqual([example])
  expect(search(catalog, 'zzzz').services.size).toBe(0)
})

test('an unknown filter shows everything', () => {
  expect(readShow('turn-off')).toBe('mine')
  expect(readShow('work')).toBe('work')
  expect(readShow('<script>')).toBeNull()
})

test('the same question is answered from memory, and memory stays small', () => {
  const boards = createBoards(createCatalog(services))
  const first = boards(germany)
  expect(boards({ ...germany, device: 'ios' })).toBe(first)
  for (let day = 1; day <= 28; day += 1)
    for (const month of ['01', '02', '03']) boards({ ...germany, on: `2026-${month}-${String(day).padStart(2, '0')}` })
  expect(boards(germany)).not.toBe(first)
})

test('a short list of changes tells one story a service, the one that uses most', () => {
  const service = anotherService('plans', {
    practices: [
      aPractice({
        controls: [],
        rules: [
          aRule({ default: 'never', until: '2026-08-17' }),
          aRule({ default: 'off', plans: ['Premium'], since: '2026-08-17' }),
          aRule({ default: 'always', plans: ['Free'], since: '2026-08-17' }),
        ],
      }),
    ],
  })
  const changes = changesAround(createCatalog([service, example]), '2026-11-22', 3650)
  expect(changes.length).toBeGreaterThan(2)
  expect(oneAService(changes).map(({ service: { slug }, after }) => [slug, after])).toEqual([
    ['plans', 'always'],
    ['example', 'on'],
  ])
})
