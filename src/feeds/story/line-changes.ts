/** Which lines of a text are new and which are gone. A line that only moved is neither. */

export interface LineChanges {
  /** Lines of the later text that the earlier one does not have. */
  readonly added: ReadonlySet<string>
  /** Lines of the earlier text that the later one does not have. */
  readonly removed: ReadonlySet<string>
}

const LINE_END = 10

/** Compares line by line, without regard to order. What both texts begin and end with is not looked at. */
export function lineChanges(before: string, after: string): LineChanges {
  const least = Math.min(before.length, after.length)
  let start = 0
  while (start < least && before.charCodeAt(start) === after.charCodeAt(start)) start += 1
  // Back to where the first line that differs begins, and on to where the last one ends.
  start = start === 0 ? 0 : before.lastIndexOf('\n', start - 1) + 1
  const most = least - start
  let end = 0
  while (end < most && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) end += 1
  while (end > 0 && before.charCodeAt(before.length - end) !== LINE_END) end -= 1
  const earlier = new Set(before.slice(start, before.length - end).split('\n'))
  const later = new Set(after.slice(start, after.length - end).split('\n'))
  return { added: later.difference(earlier), removed: earlier.difference(later) }
}
