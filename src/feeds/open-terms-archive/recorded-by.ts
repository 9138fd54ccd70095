/** What a commit of a versions repository says it is, by the subject lines that Open Terms Archive's engine writes. */

/**
 * The engine's own words, old and new, as they stand in the histories of the public collections
 * (https://github.com/OpenTermsArchive/engine, src/archivist/recorder/repositories/git/dataMapper.js):
 * today "First record of", "Record new changes of", "Apply technical or declaration upgrade on"; before, "Start tracking", "Update", "Refilter".
 */
const FIRST = /^(First record of|Start tracking) /
const TECHNICAL = /^(Apply technical or declaration upgrade on|Refilter) /

export type RecordKind = 'first' | 'technical' | 'change'

/** The kind of step by its commit's subject; what nobody's engine wrote counts as a change. */
export function recordKind(subject: string): RecordKind {
  if (FIRST.test(subject)) return 'first'
  return TECHNICAL.test(subject) ? 'technical' : 'change'
}

/** `Service/Document.md` as names, or `null` for files that are no policy (licence, read-me, workflows). */
export function documentOfPath(path: string): { readonly service: string; readonly document: string } | null {
  const [, service, document] = /^([^/]+)\/([^/]+)\.md$/.exec(path) ?? []
  return service === undefined || document === undefined || service.startsWith('.') ? null : { service, document }
}

/** A collection's name from its address or folder: `contrib` from `…/contrib-versions.git`; without such a part, the last name that says something. */
export function collectionName(place: string): string {
  const parts = place
    .replace(/[?#].*$/, '')
    .split(/[/\\:]+/)
    .map((part) => part.replace(/\.git$/, ''))
    .filter((part) => part !== '' && part !== '.' && part !== '..')
  const versions = parts.findLast((part) => /.-versions$/.test(part))
  if (versions !== undefined) return versions.replace(/^.*\+/, '').replace(/-versions$/, '')
  return parts.findLast((part) => part !== 'repo') ?? 'collection'
}
