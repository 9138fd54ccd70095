/** Runs every content check over every guide of a folder. */

import type { CalendarDate } from '../core/service.ts'
import { CHECKS } from './checks/index.ts'
import { ContentError, type ContentProblem } from './content-error.ts'
import { type GuideSource, readGuideFiles } from './guide-source.ts'
import { recordProblems } from './record-checks.ts'

/**
 * Everything wrong with the guides in `dir`, by file and line; empty when all is well. `today` decides what has to be in force.
 * A folder that cannot be read is reported like any other problem.
 */
export function checkContent(dir: string, { today }: { readonly today: CalendarDate }): ContentProblem[] {
  let sources: GuideSource[]
  try {
    sources = readGuideFiles(dir)
  } catch (error) {
    if (error instanceof ContentError) return [...error.problems]
    throw error
  }
  return checkSources(sources, today)
}

/** The same for files already read. Guides that do not follow the schema only have that said about them. */
export function checkSources(sources: readonly GuideSource[], today: CalendarDate): ContentProblem[] {
  const guides = sources.flatMap(({ fileSlug, service }) => (service === undefined ? [] : [{ fileSlug, service }]))
  const problems = sources.flatMap((source): ContentProblem[] => {
    const { file, fileSlug, service } = source
    if (service === undefined) return [...source.problems]
    return CHECKS.flatMap((check) =>
      check
        .check({ fileSlug, service }, { guides, today })
        .map(({ path, message, fix }): ContentProblem => ({ file, line: source.lineOf(path), rule: check.id, message, fix })),
    )
  })
  problems.push(...recordProblems(sources))
  return problems.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1))
}
