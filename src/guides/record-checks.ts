/** What must hold of the records that moved and retired guides leave behind. Written in docs/guidelines.md, "A slug is never used again". */

import type { ContentProblem } from './content-error.ts'
import type { GuideSource } from './guide-source.ts'
import { fold } from './lookup-index.ts'

/** Problems of every record among these files. */
export function recordProblems(sources: readonly GuideSource[]): ContentProblem[] {
  const guides = sources.flatMap(({ service }) => service ?? [])
  return sources.flatMap(({ file, fileSlug, record, lineOf }): ContentProblem[] => {
    if (record === undefined) return []
    const at = (path: string, rule: string, message: string, fix: string) => ({ file, line: lineOf([path]), rule, message, fix })
    const problems: ContentProblem[] = []
    if (record.slug !== fileSlug)
      problems.push(
        at('slug', 'slug-matches-file', `the slug is "${record.slug}".`, `Name the file ${record.slug}.yaml, or correct the slug.`),
      )
    const target = 'moved' in record ? record.moved : null
    if (target !== null && !guides.some(({ slug }) => slug === target))
      problems.push(
        at('moved', 'moved-to-guide', `there is no guide "${target}".`, 'Name the slug of a guide; a record must not lead to a record.'),
      )
    const taken = guides.find(
      ({ slug, name, aliases, products }) =>
        slug !== target && [name, ...aliases, ...products].some((each) => fold(each) === fold(record.slug)),
    )
    if (taken !== undefined)
      problems.push(
        at(
          'slug',
          'slug-not-reused',
          `"${record.slug}" is now a name of ${taken.name}.`,
          'A slug that led somewhere must not mean another service: take the name out of that guide.',
        ),
      )
    return problems
  })
}
