/** Which lines of a text are new and which are gone. A line that only moved is neither. */

export interface LineChanges {
  readonly beforeLines: readonly string[]
  /** Lines of the later text that the earlier one has nowhere. */
  readonly added: readonly string[]
  /** Lines of the earlier text that the later one has nowhere. */
  readonly removed: ReadonlySet<string>
}

/** Compares line by line, without regard to order. */
export function lineChanges(before: string, after: string): LineChanges {
  const beforeLines = before.split('\n')
  const afterLines = after.split('\n')
  let start = 0
  while (start < beforeLines.length && start < afterLines.length && beforeLines[start] === afterLines[start]) start += 1
  let end = 0
  const most = Math.min(beforeLines.length, afterLines.length) - start
  while (end < most && beforeLines.at(-1 - end) === afterLines.at(-1 - end)) end += 1
  const earlier = new Set(beforeLines.slice(start, beforeLines.length - end))
  const later = new Set(afterLines.slice(start, afterLines.length - end))
  const added = [...later].filter((line) => !earlier.has(line))
  const removed = new Set([...earlier].filter((line) => !later.has(line)))
  return { beforeLines, added, removed }
}
