/** More than any costs here: outside the band that is looked at, the limit is passed anyway. */
const FAR = 99

/** The last three rows of the table, reused: this is asked of every name at every key somebody presses. */
let [above, row, below] = [new Uint8Array(0), new Uint8Array(0), new Uint8Array(0)]

/**
 * How many slips (a letter missing, added, changed, or two swapped: optimal string alignment) lie between what was typed and a term, when that
 * is few enough to be a typo: at most 1 for words of 4–6 letters, 2 from 7 on. `null` when it is not, or when either is too short to tell.
 */
export function closeness(typed: string, term: string): number | null {
  const shorter = Math.min(typed.length, term.length)
  if (shorter < 4) return null
  const limit = shorter >= 7 ? 2 : 1
  const width = term.length
  if (Math.abs(typed.length - width) > limit) return null
  if (row.length <= width) [above, row, below] = [new Uint8Array(width + 1), new Uint8Array(width + 1), new Uint8Array(width + 1)]
  for (let column = 0; column <= width; column += 1) row[column] = column
  for (let line = 1; line <= typed.length; line += 1) {
    if (fillLine(line, typed, term, limit) > limit) return null
    ;[above, row, below] = [row, below, above]
  }
  const distance = row[width] ?? FAR
  return distance <= limit ? distance : null
}

/** Fills `below` for one more letter typed and returns the least cost in it. A path that leaves the band looked at has cost more than the limit. */
function fillLine(line: number, typed: string, term: string, limit: number): number {
  const from = Math.max(1, line - limit)
  const to = Math.min(term.length, line + limit)
  let least = FAR
  below[from - 1] = from === 1 ? line : FAR
  for (let column = from; column <= to; column += 1) {
    const same = typed.charCodeAt(line - 1) === term.charCodeAt(column - 1)
    const left = (below[column - 1] ?? FAR) + 1
    const over = column === line + limit ? FAR : (row[column] ?? FAR) + 1
    let cost = Math.min(left, over, (row[column - 1] ?? FAR) + (same ? 0 : 1))
    if (line > 1 && column > 1 && isSwap(typed, line, term, column)) cost = Math.min(cost, (above[column - 2] ?? FAR) + 1)
    below[column] = cost
    if (cost < least) least = cost
  }
  return least
}

const isSwap = (typed: string, line: number, term: string, column: number) =>
  typed.charCodeAt(line - 1) === term.charCodeAt(column - 2) && typed.charCodeAt(line - 2) === term.charCodeAt(column - 1)
