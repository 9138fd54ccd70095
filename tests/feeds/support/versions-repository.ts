/** A versions repository as Open Terms Archive's engine writes them, made in an instant through `git fast-import`. */

import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

export interface Record {
  /** ISO instant or day. */
  readonly at: string
  readonly service?: string
  readonly document?: string
  readonly text: string
  /** `change` unless told, and `first` where the document is new. */
  readonly kind?: 'first' | 'change' | 'technical'
  /** Renames the service's folder in the same commit. */
  readonly renamedFrom?: string
}

const SUBJECTS = {
  first: 'First record of',
  change: 'Record new changes of',
  technical: 'Apply technical or declaration upgrade on',
} as const

/** Makes a bare repository in `dir`, or adds to the one there. Returns the commits, in order. */
export function recordVersions(dir: string, records: readonly Record[]): string[] {
  if (!existsSync(dir)) execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', dir])
  const before = commitsOf(dir)
  const known = new Set(before.length === 0 ? [] : git(dir, ['ls-tree', '-r', '--name-only', '-z', 'main']).split('\0'))
  const parent = before.length === 0 ? '' : 'from refs/heads/main^0\n'
  const commits = records.map((record, index) => {
    const { at, service = 'Pinboard', document = 'Privacy Policy', text, renamedFrom } = record
    const path = `${service}/${document}.md`
    const kind = record.kind ?? (known.has(path) || renamedFrom !== undefined ? 'change' : 'first')
    known.add(path)
    const message = `${SUBJECTS[kind]} ${service} ${document}\n\nThis version was recorded after extracting from snapshot 0123456\n`
    return [
      'commit refs/heads/main\n',
      `committer Bot <bot@example.org> ${Date.parse(at) / 1000} +0000\n`,
      data(message),
      index === 0 ? parent : '',
      renamedFrom === undefined ? '' : `R "${renamedFrom}/${document}.md" "${path}"\n`,
      `M 100644 inline "${path}"\n`,
      data(text),
    ].join('')
  })
  execFileSync('git', ['-C', dir, 'fast-import', '--quiet'], { input: commits.join('') })
  return commitsOf(dir).slice(before.length)
}

export function git(dir: string, args: readonly string[]): string {
  return execFileSync('git', ['-C', dir, ...args], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, stdio: ['ignore', 'pipe', 'ignore'] })
}

const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`

function commitsOf(dir: string): string[] {
  try {
    return git(dir, ['rev-list', '--reverse', 'main']).split('\n').filter(Boolean)
  } catch {
    return []
  }
}
