/**
 * How many slips (a letter missing, added, changed, or two swapped: optimal string alignment) lie between what was typed and a term, when that
 * is few enough to be a typo: at most 1 for words of 4–6 letters, 2 from 7 on. `null` when it is not, or when either is too short to tell.
 */
export function closeness(typed: string, term: string): number | null {
  const shorter = Math.min(typed.length, term.length)
  if (shorter < 4) return null
  const limit = shorter >= 7 ? 2 : 1
  if (Math.abs(typed.length - term.length) > limit) return null
  let before: number[] = []
  let previous = Array.from({ length: term.length + 1 }, (_, column) => column)
  for (let row = 1; row <= typed.length; row++) {
    const current = [row]
    let rowMin = row
    for (let column = 1; column <= term.length; column++) {
      const same = typed[row - 1] === term[column - 1]
      let cost = Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (previous[column - 1] ?? 0) + (same ? 0 : 1))
      if (row > 1 && column > 1 && typed[row - 1] === term[column - 2] && typed[row - 2] === term[column - 1])
        cost = Math.min(cost, (before[column - 2] ?? 0) + 1)
      current.push(cost)
      if (cost < rowMin) rowMin = cost
    }
    if (rowMin > limit) return null
    before = previous
    previous = current
  }
  const distance = previous[term.length] ?? limit + 1
  return distance <= limit ? distance : null
}
