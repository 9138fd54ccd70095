/** Reads the output of `git log --raw -z` as it arrives: which commit changed which document from which text to which. */

import { documentOfPath, type RecordKind, recordKind } from './recorded-by.ts'

/** One document changed by one commit; texts still by the names git gives them. */
export interface LogEntry {
  readonly commit: string
  /** Commit time, epoch milliseconds. */
  readonly at: number
  readonly kind: RecordKind
  readonly service: string
  readonly document: string
  /** What it was called before this commit renamed it. */
  readonly formerly: { readonly service: string; readonly document: string } | null
  readonly beforeBlob: string | null
  readonly afterBlob: string
}

/** Starts a commit's line; no path begins with it. */
const MARK = '\u0002'
/** `%x02` and the commit, its time in seconds, its subject. */
export const LOG_FORMAT = 'tformat:%x02%H %ct %s'

interface Commit {
  readonly commit: string
  readonly at: number
  readonly kind: RecordKind
}

interface Raw {
  readonly before: string | null
  readonly after: string | null
  readonly status: string
}

/** Turns pieces of output into entries. A commit without policies, such as one to the read-me, yields none. */
export function createLogParser(): { take(text: string): LogEntry[] } {
  let rest = ''
  let commit: Commit | null = null
  let raw: Raw | null = null
  let from: string | null = null

  const path = (name: string): LogEntry[] => {
    if (commit === null || raw === null) return []
    const isMove = raw.status === 'R' || raw.status === 'C'
    if (isMove && from === null) {
      from = name
      return []
    }
    const { before, after, status } = raw
    const formerly = status === 'R' && from !== null ? documentOfPath(from) : null
    raw = null
    from = null
    const named = documentOfPath(name)
    if (named === null || after === null) return []
    // A copy is a new document that happens to begin with another's text.
    return [{ ...commit, ...named, formerly, beforeBlob: status === 'C' ? null : before, afterBlob: after }]
  }

  return {
    take(text) {
      const tokens = (rest + text).split('\0')
      rest = tokens.pop() ?? ''
      const entries: LogEntry[] = []
      for (const token of tokens) {
        if (raw !== null) entries.push(...path(token))
        else if (token.startsWith(MARK)) commit = readCommit(token)
        else raw = readRaw(token)
      }
      return entries
    },
  }
}

function readCommit(token: string): Commit | null {
  const [, commit, seconds, subject] = /^.([0-9a-f]+) (\d+) (.*)$/s.exec(token) ?? []
  return commit === undefined ? null : { commit, at: Number(seconds) * 1000, kind: recordKind(subject ?? '') }
}

/** `:100644 100644 <blob> <blob> M`; a blob of zeros is none. */
function readRaw(token: string): Raw | null {
  const [, before, after, status] = /^\n?:\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) ([A-Z])\d*$/.exec(token) ?? []
  if (before === undefined || after === undefined || status === undefined) return null
  return { before: /^0+$/.test(before) ? null : before, after: /^0+$/.test(after) ? null : after, status }
}
