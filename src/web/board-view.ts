/** What the board shows, as data: one row a service for the reader's region, account and day, counts, and the filters. */

import type { Catalog } from '../core/catalog.ts'
import { PACK_NAMES, type PackName } from '../core/checklist.ts'
import { CATEGORIES, type Category, DEFAULTS, type Default, type Question, type Service } from '../core/service.ts'
import { lookUp, suggestServices } from '../guides/lookup.ts'
import { type PracticeStatus, type ServiceStatus, statusOf } from '../guides/status.ts'
import { mainControl, needsAdmin } from '../notices/guide-words.ts'

export interface BoardRow {
  readonly status: ServiceStatus
  /** What the person can do, in two or three words; `act` is false when there is nothing to do or nothing was found. */
  readonly todo: string
  readonly act: boolean
  /** On by default, and the person can turn it off or object without asking anybody. */
  readonly mine: boolean
}

export interface Board {
  /** Every service, by name. */
  readonly rows: readonly BoardRow[]
  readonly counts: Readonly<Record<Default, number>>
  readonly mine: number
  /** Categories that have a service, in their fixed order. */
  readonly categories: readonly Category[]
}

/** Resolves the whole catalog for one reader. Costs a few milliseconds for some hundred services; see {@link createBoards}. */
export function boardOf(catalog: Catalog, question: Question): Board {
  const rows = catalog.services
    .map((service) => rowOf(statusOf(service, question)))
    .sort((a, b) => a.status.service.name.localeCompare(b.status.service.name, 'en'))
  const counts = Object.fromEntries(
    DEFAULTS.map((value) => [value, rows.filter((row) => row.status.headline.default === value).length]),
  ) as Record<Default, number>
  const used = new Set(rows.map((row) => row.status.service.category))
  return { rows, counts, mine: rows.filter((row) => row.mine).length, categories: CATEGORIES.filter((category) => used.has(category)) }
}

/** How many answers are kept: a handful of regions and accounts make up nearly all visits. */
const BOARDS_MAX = 64

/** Boards by question, the least recently used forgotten first. Correct for as long as the catalog does not change, which it never does while running. */
export function createBoards(catalog: Catalog): (question: Question) => Board {
  const kept = new Map<string, Board>()
  return (question) => {
    const key = `${question.region} ${question.account} ${question.on}`
    const board = kept.get(key) ?? boardOf(catalog, { ...question, device: 'web' })
    kept.delete(key)
    kept.set(key, board)
    const oldest = kept.keys().next()
    if (kept.size > BOARDS_MAX && oldest.done !== true) kept.delete(oldest.value)
    return board
  }
}

function rowOf(status: ServiceStatus): BoardRow {
  const { headline } = status
  const control = mainControl(headline)
  const todo = todoWords(headline, status.alternatives.length > 0)
  const mine =
    headline.default === 'on' && control !== undefined && control.kind !== 'none' && control.kind !== 'delete' && !needsAdmin(control)
  return { status, todo: todo.words, act: todo.act, mine }
}

const CONTROL_WORDS = {
  toggle: 'Turn it off',
  form: 'Object with a form',
  email: 'Write to them',
  admin: 'Ask your admin',
  delete: 'Delete your data',
} as const

/** What a person can do about a practice, in two or three words; `instead`: something else helps. */
export function todoWords(practice: PracticeStatus, instead: boolean): { words: string; act: boolean } {
  if (practice.default === 'never' || practice.default === 'off') return { words: 'Nothing to do', act: false }
  const control = mainControl(practice)
  if (control !== undefined && control.kind !== 'none')
    return { words: needsAdmin(control) ? CONTROL_WORDS.admin : CONTROL_WORDS[control.kind], act: true }
  if (practice.default === 'unknown') return { words: 'Ask them', act: true }
  return instead ? { words: 'See what helps', act: true } : { words: 'No setting found', act: false }
}

export type Show = 'mine' | Category | null

/** The filter named in the address: `turn-off` or a category; `null` for all and for anything else. */
export function readShow(text: string | undefined): Show {
  if (text === 'turn-off') return 'mine'
  return CATEGORIES.find((category) => category === text) ?? null
}

/** The starter pack named in the address; `null` for none and for anything else. */
export function readPack(text: string | undefined): PackName | null {
  return PACK_NAMES.find((name) => name === text) ?? null
}

/** What a search found. `exact`: the reader named this one service. */
export interface Found {
  readonly services: ReadonlySet<Service>
  readonly exact: Service | null
}

/** Services that fit what was typed: a name, a product, a link, a domain, a near miss. */
export function search(catalog: Catalog, typed: string): Found {
  const found = lookUp(catalog, typed)
  const services = new Set(suggestServices(catalog, typed))
  if (found.kind === 'found') services.add(found.service)
  if (found.kind === 'ambiguous' || found.kind === 'near') for (const service of found.services) services.add(service)
  return { services, exact: found.kind === 'found' && found.how !== 'typo' ? found.service : null }
}
