/** How much the catalog covers, how sure it is and how old: counted, for one kind of reader on one day. Pure. */

import type { Catalog } from '../core/catalog.ts'
import { CATEGORIES, CONTROL_KINDS, DEFAULTS, EVIDENCE_KINDS, type Question } from '../core/service.ts'
import { statusOf } from './status.ts'

/** One line of figures: what is counted, and the counts by name, in a fixed order. */
export interface Figures {
  readonly what: string
  readonly counts: Readonly<Record<string, number>>
}

/** Every line. Answers, confidence and age are those of the first use of each service, as `question` asks. */
export function catalogFigures({ services }: Catalog, question: Question): readonly Figures[] {
  const practices = services.flatMap((service) => service.practices)
  const rules = practices.flatMap((practice) => practice.rules)
  const controls = practices.flatMap((practice) => practice.controls)
  const evidence = services.flatMap((service) => service.evidence)
  const statuses = services.map((service) => statusOf(service, question))
  const places = new Set(rules.flatMap((rule) => rule.jurisdictions))
  return [
    {
      what: 'Size',
      counts: { services: services.length, uses: practices.length, rules: rules.length, 'ways out': controls.length, places: places.size },
    },
    {
      what: 'Proof',
      counts: {
        texts: evidence.length,
        'with a quote': evidence.filter(({ quote }) => quote !== undefined).length,
        'with an address': evidence.filter(({ url }) => url !== undefined).length,
        'comparable word for word': evidence.filter(({ credit, quote }) => credit !== undefined && quote !== undefined).length,
      },
    },
    {
      what: 'Texts by kind',
      counts: tally(
        EVIDENCE_KINDS,
        evidence.map(({ kind }) => kind),
      ),
    },
    {
      what: 'Services by category',
      counts: tally(
        CATEGORIES,
        services.map(({ category }) => category),
      ),
    },
    {
      what: 'Answers',
      counts: tally(
        DEFAULTS,
        statuses.map(({ headline }) => headline.default),
      ),
    },
    {
      what: 'Ways out by kind',
      counts: tally(
        CONTROL_KINDS,
        controls.map(({ kind }) => kind),
      ),
    },
    {
      what: 'Confidence',
      counts: tally(
        ['high', 'medium', 'low', 'none'],
        statuses.map(({ headline }) => headline.confidence),
      ),
    },
    {
      what: 'Age',
      counts: tally(
        ['fresh', 'check', 'stale', 'unknown'],
        statuses.map(({ freshness }) => freshness),
      ),
    },
  ]
}

function tally<T extends string>(names: readonly T[], values: readonly T[]): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, values.filter((value) => value === name).length]))
}

/** The lines as a Markdown table. */
export function figuresTable(figures: readonly Figures[]): string {
  const cells = (counts: Figures['counts']) =>
    Object.entries(counts)
      .filter(([, count]) => count > 0)
      .map(([name, count]) => `${name} ${count}`)
      .join(' · ')
  return ['| What | How many |', '|---|---|', ...figures.map(({ what, counts }) => `| ${what} | ${cells(counts)} |`), ''].join('\n')
}
