/** Figures of an evaluation as lines of text. */

import type { Judgement } from './cross-validate.ts'

/** Precision, recall and F1 with the counts they come from; counts alone where there is only one class. */
export function detection(judgements: readonly Judgement[]): string {
  const count = (relevant: boolean, found: boolean) =>
    judgements.filter(({ item, verdict }) => item.relevant === relevant && verdict.relevant === found).length
  const [right, missed, wrong, left] = [count(true, true), count(true, false), count(false, true), count(false, false)]
  if (right + missed === 0) return `${wrong} of ${wrong + left} called relevant`
  if (wrong + left === 0) return `${right} of ${right + missed} found (recall ${share(right, right + missed)})`
  const precision = right / (right + wrong)
  const recall = right / (right + missed)
  return `precision ${precision.toFixed(3)}  recall ${recall.toFixed(3)}  F1 ${((2 * precision * recall) / (precision + recall)).toFixed(3)}  (${right} found, ${missed} missed, ${wrong} false)`
}

/** How often kind, direction, date and quotes are right, among the positives that were found. */
export function readings(judgements: readonly Judgement[]): readonly (readonly [string, string])[] {
  const found = judgements.filter(({ item, verdict }) => item.relevant && verdict.relevant)
  const of = (right: (judgement: Judgement) => boolean, among = found) => {
    const count = among.filter(right).length
    return `${share(count, among.length)}  (${count} of ${among.length})`
  }
  const passages = judgements.flatMap(({ item, verdict }) => verdict.passages.map((passage) => ({ item, passage })))
  const verbatim = passages.filter(
    ({ item, passage }) => item.before.includes(passage.before ?? '') && item.after.includes(passage.after ?? ''),
  ).length
  return [
    ['kind, the first named', of(({ item, verdict }) => verdict.kinds[0] === item.kind)],
    ['kind, any named', of(({ item, verdict }) => verdict.kinds.some((kind) => kind === item.kind))],
    ['direction', of(({ item, verdict }) => verdict.direction === item.direction)],
    [
      'effective date, where one is given',
      of(
        ({ item, verdict }) => verdict.effectiveOn === item.effectiveOn,
        found.filter(({ item }) => item.effectiveOn !== null),
      ),
    ],
    [
      'no date, where none is given',
      of(
        ({ verdict }) => verdict.effectiveOn === null,
        found.filter(({ item }) => item.effectiveOn === null),
      ),
    ],
    ['every passage verbatim', `${verbatim === passages.length ? 'yes' : 'no'}  (${verbatim} of ${passages.length})`],
  ]
}

/** A title and its rows, aligned. */
export function table(title: string, rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length))
  return `\n${title}\n${rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}\n`).join('')}`
}

const share = (part: number, whole: number) => (whole === 0 ? '-' : (part / whole).toFixed(3))
