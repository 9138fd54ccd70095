/** Writes the figures of docs/catalog.md anew, for the day and region its own text names. */

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { catalogFigures, figuresTable } from '../src/guides/figures.ts'
import { loadCatalog } from '../src/guides/load.ts'

const FILE = join(import.meta.dirname, '../docs/catalog.md')

const text = readFileSync(FILE, 'utf8')
const [, region = 'world', on = ''] = /--figures --region (\S+) --on (\S+)`/.exec(text) ?? []
const table = figuresTable(catalogFigures(await loadCatalog(), { region, account: 'personal', device: 'web', on }))
writeFileSync(FILE, text.replace(/<!-- figures -->[\s\S]*<!-- \/figures -->/, `<!-- figures -->\n${table}<!-- /figures -->`))
