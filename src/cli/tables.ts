/** `optout status`, `optout changes`, `optout catalog`: many services at once. */

import type { Change } from '../core/change.ts'
import { wordsOf } from '../core/notice.ts'
import type { Jurisdiction, Question } from '../core/service.ts'
import { catalogDocument } from '../guides/catalog-document.ts'
import { changesBetween } from '../guides/changes.ts'
import { catalogFigures, figuresTable } from '../guides/figures.ts'
import { loadCatalog } from '../guides/load.ts'
import { type ServiceStatus, statusOf } from '../guides/status.ts'
import { changeWords } from '../notices/change-words.ts'
import { MARKS, mainControl } from '../notices/guide-words.ts'
import { messagesFor } from '../notices/messages.ts'
import { type Arguments, accountFlag, dateFlag, noWords, readArguments, regionFlag, today } from './arguments.ts'
import { columns } from './columns.ts'
import type { CliContext } from './context.ts'

/** The table of all services for one region, account and day. */
export async function status(argv: readonly string[], { write, config }: CliContext): Promise<void> {
  const args = readArguments(argv, { region: 'value', account: 'value', on: 'value', json: 'switch' })
  noWords(args)
  const question = questionOf(args, config().defaults.region)
  const { services } = await loadCatalog()
  const statuses = services.map((service) => statusOf(service, question))
  if (args.flags.json === true) write(`${JSON.stringify(statuses.map(statusRow), null, 2)}\n`)
  else write(statusTable(statuses))
}

function statusRow({ service, headline, checkedOn, freshness }: ServiceStatus) {
  const control = mainControl(headline)
  return {
    slug: service.slug,
    name: service.name,
    category: service.category,
    practice: headline.practice.title,
    default: headline.default,
    since: headline.rule?.since ?? null,
    sinceBefore: headline.rule?.sinceBefore ?? null,
    next: headline.next === null ? null : { on: headline.next.on, default: headline.next.default },
    control: control === undefined ? null : { kind: control.kind, who: control.who, link: control.link?.url ?? null },
    confidence: headline.confidence,
    checkedOn,
    freshness,
  }
}

function statusTable(statuses: readonly ServiceStatus[]): string {
  const messages = messagesFor('en')
  const rows = statuses.map((each) => {
    const { headline, service } = each
    const rule = headline.default === 'unknown' ? null : headline.rule
    const since = rule?.since ?? (rule?.sinceBefore === undefined ? '' : `before ${rule.sinceBefore}`)
    return [
      service.name,
      `${MARKS[headline.default]} ${messages.text(`label.${headline.default}`)}`,
      since,
      mainControl(headline)?.kind ?? '',
      each.checkedOn ?? '',
    ]
  })
  return columns([['Service', 'AI training', 'Since', 'Change it by', 'Checked'], ...rows])
}

/** Changes that take effect after `--from`, up to and including `--to`. */
export async function changes(argv: readonly string[], { write }: CliContext): Promise<void> {
  const args = readArguments(argv, { from: 'value', to: 'value', json: 'switch' })
  noWords(args)
  const from = dateFlag(args, 'from')
  const to = dateFlag(args, 'to')
  const found = changesBetween(await loadCatalog(), from, to)
  if (args.flags.json === true) {
    write(
      `${JSON.stringify(
        found.map((change) => changeRow(change, to)),
        null,
        2,
      )}\n`,
    )
    return
  }
  if (found.length === 0) write(`We know of no change after ${from}, up to ${to}.\n`)
  for (const change of found) write(`${change.effectiveOn}  ${sentence(change, to)} (${change.jurisdictions.join(', ')})\n`)
}

const sentence = (change: Change, on: string) => wordsOf(changeWords(change, on, messagesFor('en')))

function changeRow(change: Change, on: string) {
  const {
    key,
    service,
    practice,
    effectiveOn,
    announcedOn,
    before,
    after,
    kinds,
    direction,
    severity,
    jurisdictions,
    accounts,
    plans,
    rule,
  } = change
  return {
    key,
    service: { slug: service.slug, name: service.name },
    practice: { id: practice.id, title: practice.title },
    effectiveOn,
    announcedOn,
    before,
    after,
    kinds,
    direction,
    severity,
    jurisdictions,
    accounts,
    plans,
    sentence: sentence(change, on),
    evidence: service.evidence.filter((evidence) => rule.evidence.includes(evidence.id)),
  }
}

/** The whole catalog as one JSON document; with `--figures`, how much it covers for one region, account and day. */
export async function catalog(argv: readonly string[], { write, config }: CliContext): Promise<void> {
  const counting = argv.includes('--figures')
  const asked = { region: 'value', account: 'value', on: 'value' } as const
  const args = readArguments(argv, { json: 'switch', figures: 'switch', ...(counting ? asked : {}) })
  noWords(args)
  const loaded = await loadCatalog()
  if (!counting) {
    write(`${JSON.stringify(catalogDocument(loaded), null, 2)}\n`)
    return
  }
  const figures = catalogFigures(loaded, questionOf(args, config().defaults.region))
  write(args.flags.json === true ? `${JSON.stringify(figures, null, 2)}\n` : figuresTable(figures))
}

/** Region, account and day as flags say, in a browser. */
function questionOf(args: Arguments, region: Jurisdiction): Question {
  return { region: regionFlag(args, region), account: accountFlag(args), device: 'web', on: dateFlag(args, 'on', today()) }
}
