/** The cheap first look: which lines are on one side only, before anything is understood. Most steps end here. */

/** Lines of either text that the other does not have, wherever they stand. */
export interface ChangedLines {
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** Compares by whole lines as multisets, so a moved paragraph is no change. Linear in the texts' lengths. */
export function changedLines(before: string, after: string): ChangedLines {
  if (before === after) return { before: [], after: [] }
  const [start, beforeEnd, afterEnd] = differingSpan(before, after)
  const old = before.slice(start, beforeEnd).split('\n')
  const now = after.slice(start, afterEnd).split('\n')
  const counts = new Map<string, number>()
  for (const line of old) counts.set(line, (counts.get(line) ?? 0) + 1)
  const added: string[] = []
  for (const line of now) {
    const left = counts.get(line) ?? 0
    if (left > 0) counts.set(line, left - 1)
    else if (line !== '') added.push(line)
  }
  const removed = old.filter((line) => {
    const left = counts.get(line) ?? 0
    if (left === 0 || line === '') return false
    counts.set(line, left - 1)
    return true
  })
  return { before: removed, after: added }
}

const STRIDE = 4_096

/** Whole lines around everything that differs: `[start, end in before, end in after]`. What lies outside is the same in both. */
export function differingSpan(before: string, after: string): readonly [number, number, number] {
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start + STRIDE <= shorter && before.slice(start, start + STRIDE) === after.slice(start, start + STRIDE)) start += STRIDE
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++
  // `lastIndexOf` takes -1 for 0, which would skip an empty first line.
  start = start === 0 ? 0 : before.lastIndexOf('\n', start - 1) + 1
  let tail = 0
  const room = shorter - start
  while (
    tail + STRIDE <= room &&
    before.slice(before.length - tail - STRIDE, before.length - tail) === after.slice(after.length - tail - STRIDE, after.length - tail)
  ) {
    tail += STRIDE
  }
  while (tail < room && before.charCodeAt(before.length - tail - 1) === after.charCodeAt(after.length - tail - 1)) tail++
  const newline = before.indexOf('\n', before.length - tail)
  const kept = newline === -1 ? 0 : before.length - newline
  return [start, before.length - kept, after.length - kept]
}
