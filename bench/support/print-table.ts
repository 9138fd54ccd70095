/** The report as a table to read. */

import { type Figure, isMet, type Unit } from './figure.ts'

const HEAD = ['what', 'ours', 'baseline', 'ratio', 'spread', 'target', '']
const LEFT = new Set([0, 2])

/** A table with a heading per bench. */
export function printTable(figures: readonly Figure[]): string {
  const benches = [...new Set(figures.map(({ bench }) => bench))]
  const rows = figures.map(rowOf)
  const widths = HEAD.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (LEFT.has(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd()
  return benches
    .map((bench) => [bench, line(HEAD), ...rows.filter((_, index) => figures[index]?.bench === bench).map(line)].join('\n'))
    .join('\n\n')
}

function rowOf(figure: Figure): string[] {
  const { what, unit, ours, baseline, ratio } = figure
  const met = isMet(figure)
  return [
    what,
    shown(ours, unit),
    baseline === null ? '' : `${shown(baseline.value, unit)} ${baseline.name}`,
    ratio === null ? '' : `${ratio.median.toFixed(2)}×`,
    ratio === null || ratio.low === ratio.high ? '' : `${ratio.low.toFixed(2)}–${ratio.high.toFixed(2)}`,
    wanted(figure),
    met === null ? '' : met ? 'met' : 'MISSED',
  ]
}

function wanted({ unit, target, limit }: Figure): string {
  if (limit !== null) return `≤ ${shown(limit, unit)}`
  return target === null ? '' : `${unit === '/s' ? '≥' : '≤'} ${target}×`
}

function shown(value: number, unit: Unit): string {
  if (unit === 'times') return `${value} ×`
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2
  return `${value.toFixed(digits)} ${unit}`
}
