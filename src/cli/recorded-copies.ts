/** Reads versions of policies out of local copies of Open Terms Archive's repositories, with the system's git. */

import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { RecordedVersion } from '../guides/quotes.ts'

/** More than all versions of all guides weigh. */
const OUTPUT_BYTES_MAX = 1 << 30

/** The text of each version, by {@link nameOf}; what no copy under `dir` holds is not in the result. */
export function recordedTexts(dir: string, versions: readonly RecordedVersion[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  for (const [repository, wanted] of Map.groupBy(versions, (version) => version.repository)) {
    const copy = copyOf(dir, repository)
    if (copy === null) continue
    const names = [...new Set(wanted.map(({ commit, path }) => `${commit}:${path}`))].filter((name) => !name.includes('\n'))
    for (const [name, text] of readObjects(copy, names)) texts.set(`${repository} ${name}`, text)
  }
  return texts
}

/** One version in one line. */
export const nameOf = ({ repository, commit, path }: RecordedVersion) => `${repository} ${commit}:${path}`

/** The git directory of a repository's copy: a bare mirror or a clone, under its own name or its owner's too. */
function copyOf(dir: string, repository: string): string | null {
  const places = [
    [repository],
    [repository, '.git'],
    [`${repository}.git`],
    [`OpenTermsArchive+${repository}`],
    [`OpenTermsArchive+${repository}`, 'repo'],
    [`OpenTermsArchive+${repository}`, '.git'],
  ]
  for (const place of places) {
    const gitDir = join(dir, ...place)
    if (git(gitDir, ['rev-parse', '--git-dir'], '').ok) return gitDir
  }
  return null
}

/** @yields {[string, string]} name and text of each object that is there */
function* readObjects(gitDir: string, names: readonly string[]): Generator<[name: string, text: string]> {
  const { output } = git(gitDir, ['cat-file', '--batch'], names.map((name) => `${name}\n`).join(''))
  let at = 0
  for (const name of names) {
    const end = output.indexOf('\n', at)
    if (end === -1) return
    // "<object> <type> <size>", or "<name> missing": https://git-scm.com/docs/git-cat-file#_batch_output
    const size = /^[0-9a-f]{40,64} blob (\d+)$/.exec(output.toString('utf8', at, end))?.[1]
    at = end + 1
    if (size === undefined) continue
    yield [name, output.toString('utf8', at, at + Number(size))]
    at += Number(size) + 1
  }
}

function git(gitDir: string, args: readonly string[], input: string): { readonly ok: boolean; readonly output: Buffer } {
  // Mirrors often belong to another user; only their objects are read, no hook or filter of theirs is run. What a partial copy lacks is not
  // fetched: no protocol is allowed.
  const offline = ['-c', 'safe.directory=*', '-c', 'protocol.allow=never']
  const { status, stdout, error } = spawnSync('git', [...offline, `--git-dir=${gitDir}`, ...args], { input, maxBuffer: OUTPUT_BYTES_MAX })
  return { ok: error === undefined && status === 0, output: stdout ?? Buffer.alloc(0) }
}
