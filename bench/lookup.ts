/** What happens at every key somebody presses while a service's name is completed, and what loading the guides costs. */

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Catalog } from '../src/core/catalog.ts'
import { CONTENT_DIR, loadCatalog } from '../src/guides/load.ts'
import { suggestServices } from '../src/guides/lookup.ts'
import type { Bench } from './support/bench.ts'
import { type Figure, figureOf } from './support/figure.ts'
import { quantile } from './support/statistics.ts'
import { eachUs, onceMs } from './support/stopwatch.ts'

export const lookup: Bench = {
  name: 'lookup',
  async run({ rounds }) {
    const catalog = await loadCatalog()
    return [...keystrokes(catalog, rounds), await loading(catalog, rounds)]
  },
}

/** Every name of every service as it is typed, key by key, and once with a slip. */
function typedKeys(catalog: Catalog): readonly string[] {
  const names = catalog.services.flatMap(({ name, aliases }) => [name, ...aliases])
  return names.flatMap((name) => [
    ...Array.from({ length: name.length }, (_, index) => name.slice(0, index + 1)),
    `${name.slice(0, 2)}x${name.slice(3)}`,
  ])
}

function keystrokes(catalog: Catalog, rounds: number): readonly Figure[] {
  const keys = typedKeys(catalog)
  const terms = catalog.services.flatMap((service) =>
    [service.name, ...service.aliases, ...service.products].map((term) => ({ term, service })),
  )
  const scan = (typed: string) => {
    const wanted = typed.toLowerCase()
    return [...new Set(terms.filter(({ term }) => term.toLowerCase().includes(wanted)).map(({ service }) => service))].slice(0, 25)
  }
  const ours = Array.from({ length: rounds }, () => eachUs(keys.length, (index) => suggestServices(catalog, keys[index] ?? '')))
  const plain = Array.from({ length: rounds }, () => eachUs(keys.length, (index) => scan(keys[index] ?? '')))
  return [0.5, 0.99].map((q) =>
    figureOf({
      bench: 'In the process',
      what: `autocomplete, one key, p${q * 100} (${catalog.services.length} services)`,
      unit: 'µs',
      ours: ours.map((took) => quantile(took, q)),
      baseline: { name: 'search in all names', values: plain.map((took) => quantile(took, q)) },
    }),
  )
}

/** Against reading the same files and parsing as much JSON: what no loader can do without. */
async function loading(catalog: Catalog, rounds: number): Promise<Figure> {
  const asJson = JSON.stringify(catalog.services)
  const ours: number[] = []
  const plain: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await onceMs(() => loadCatalog()))
    plain.push(
      await onceMs(() => {
        for (const file of readdirSync(CONTENT_DIR)) readFileSync(join(CONTENT_DIR, file), 'utf8')
        return JSON.parse(asJson)
      }),
    )
  }
  return figureOf({
    bench: 'In the process',
    what: `loading ${catalog.services.length} guides, parsed before`,
    unit: 'ms',
    ours,
    baseline: { name: 'files and JSON', values: plain },
  })
}
