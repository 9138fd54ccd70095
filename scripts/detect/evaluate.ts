/**
 * `npm run detect:eval -- --data <folder> [--archives <folder>] [--list]`: how good the detector is on owners it was not taught. Weights are
 * learnt anew in every fold; no family is in both halves. `--list` names what it got wrong.
 */

import { parseArgs } from 'node:util'
import { crossValidate, type Judgement } from './cross-validate.ts'
import { DEFAULT_DATA, readItems } from './items.ts'
import { readJudged } from './judged.ts'
import { detection, readings, table } from './report.ts'
import { type Analysed, analysed } from './steps.ts'

const PARTS: readonly (readonly [part: string, without: RegExp])[] = [
  ['all parts', /^$/],
  ['who acts (nearest subject)', /^actor:/],
  ['allows, refuses or control', /^stance:/],
  ['what an edit added and took', /^(?:[+-]|gained:|lost:|only|share:|widenedList|namesAi|promiseEdited)/],
  ['heading and lead-in', /^(?:heading:|lead:|purposeOurModel|opens)/],
  ['what changed around it', /^(?:added:|removed:)/],
  ['kind of document', /^in:/],
  ['words that belong together', /^core\+|^core-/],
]

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: DEFAULT_DATA },
    archives: { type: 'string' },
    folds: { type: 'string', default: '10' },
    list: { type: 'boolean', default: false },
  },
})
const items = readItems(values.data)
if (items === null) process.stdout.write(`There are no labelled changes in ${values.data}: no dev.jsonl. Nothing was measured.\n`)
else {
  const labelled = items.map(analysed)
  const judged = values.archives === undefined ? [] : readJudged(values.archives).map(analysed)
  report(labelled, judged, Number(values.folds), values.list)
}

function report(labelled: readonly Analysed[], judged: readonly Analysed[], folds: number, list: boolean): void {
  const judgements = crossValidate(labelled, judged, folds)
  const families = new Set(labelled.map(({ item }) => item.family)).size
  print(
    `${labelled.length} labelled steps of ${families} families, ${judged.length} judged steps for training only, ${folds} folds by family.\n`,
  )
  print(
    table('Is it relevant?', [
      ['all', detection(judgements)],
      ['each service the same weight', perService(judgements)],
      ...['easy', 'hard'].map((name) => [`positives: ${name}`, detection(judgements.filter(isOf(name)))] as const),
      ...['hard_negative', 'ordinary_negative'].map(
        (name) => [name, detection(judgements.filter(({ item }) => item.set === name))] as const,
      ),
    ]),
  )
  print(table('What it says of those it finds', readings(judgements)))
  print(
    table(
      'What each part earns: the same without it',
      PARTS.map(
        ([part, without]) =>
          [part, detection(without.source === '^$' ? judgements : crossValidate(labelled, judged, folds, without))] as const,
      ),
    ),
  )
  if (list)
    for (const { item, verdict } of judgements.filter(({ item, verdict }) => item.relevant !== verdict.relevant))
      print(`${item.relevant ? 'missed' : 'false'}  ${item.id}  ${verdict.score}\n`)
}

function isOf(difficulty: string) {
  return ({ item }: Judgement) => item.relevant && item.difficulty === difficulty
}

/** One document with many steps counts as much as one with a single step. */
function perService(judgements: readonly Judgement[]): string {
  const services = [...Map.groupBy(judgements, ({ item }) => item.service).values()]
  const mean = (values: readonly number[]) =>
    values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length
  const recalls = services.map((steps) => steps.filter(({ item }) => item.relevant)).filter((steps) => steps.length > 0)
  const found = recalls.map((steps) => mean(steps.map(({ verdict }) => Number(verdict.relevant))))
  const claimed = services.map((steps) => steps.filter(({ verdict }) => verdict.relevant)).filter((steps) => steps.length > 0)
  const right = claimed.map((steps) => mean(steps.map(({ item }) => Number(item.relevant))))
  return `precision ${mean(right).toFixed(3)}  recall ${mean(found).toFixed(3)}  (${recalls.length} services with a positive)`
}

function print(text: string): void {
  process.stdout.write(text)
}
