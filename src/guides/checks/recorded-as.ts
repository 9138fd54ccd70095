import type { RecordedAs } from '../../core/service.ts'
import type { Check, Problem } from './check.ts'

/** A recorded change is told under one guide; with two, whichever is read first would win. */
export const recordedAs: Check = {
  id: 'recorded-as',
  summary: 'A recorded document belongs to one guide: guides that share a recorded name list different documents of it.',
  guideline: 'one-record-one-guide',
  check(guide, { guides }) {
    const { slug, recordedAs: records } = guide.service
    return records.flatMap((record, at): Problem[] => {
      const path = ['recordedAs', at]
      const twice = records.slice(0, at).find((other) => overlap(record, other))
      if (twice !== undefined)
        return [{ path, message: `"${record.service}" is listed twice in this guide.`, fix: 'Join the two, or list different documents.' }]
      const other = guides.find((each) => each.service.slug !== slug && each.service.recordedAs.some((theirs) => overlap(record, theirs)))
      if (other === undefined) return []
      return [
        {
          path,
          message: `"${record.service}" is also recorded for ${other.service.name} (${other.fileSlug}.yaml), with documents they share.`,
          fix: 'Give each document to the guide people would look for it in, under `documents`.',
        },
      ]
    })
  },
}

/** The same record, with a document in common; without a list, all of them. Names count as collections write them, but for case. */
function overlap(one: RecordedAs, other: RecordedAs): boolean {
  if (one.service.toLowerCase() !== other.service.toLowerCase()) return false
  const { documents } = one
  return documents === undefined || other.documents === undefined || other.documents.some((document) => documents.includes(document))
}
