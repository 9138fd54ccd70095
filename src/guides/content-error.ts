/** What is wrong with the content, in a form people can act on: where, which rule, and what to write instead. */

export interface ContentProblem {
  /** Path of the file, relative to the project where it lies inside it. */
  readonly file: string
  /** 1-based; 1 when the whole file is meant. */
  readonly line: number
  /** Id of the check, or `yaml`, `schema`, `folder` for what stops a file from being read at all. */
  readonly rule: string
  readonly message: string
  /** What to do about it, as an instruction. */
  readonly fix: string
}

/** Thrown when content cannot be used; carries every problem found, not the first. */
export class ContentError extends Error {
  override readonly name = 'ContentError'
  readonly code = 'content_invalid'
  readonly problems: readonly ContentProblem[]

  constructor(problems: readonly ContentProblem[]) {
    super(`${problems.length} problem${problems.length === 1 ? '' : 's'} in the guides:\n${problems.map(describeProblem).join('\n')}`)
    this.problems = problems
  }
}

/** One problem on one line: `src/guides/content/x.yaml:12 rules-gap: … Fix: …` */
export function describeProblem(problem: ContentProblem): string {
  return `${problem.file}:${problem.line} ${problem.rule}: ${problem.message} Fix: ${problem.fix}`
}
