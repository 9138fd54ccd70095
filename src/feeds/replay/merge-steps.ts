/** Several histories as one, by time of recording. */

import type { PolicyStep } from '../../core/detection.ts'

/** A step, and whether everything of its commit, and of all others so far, has been handed out with it. */
export interface MergedStep {
  readonly step: PolicyStep
  readonly completesCommits: boolean
}

interface Source {
  readonly steps: AsyncIterator<PolicyStep>
  next: PolicyStep | null
  lastCommit: string | null
}

/** Takes the oldest step at hand each time; each history keeps its own order, even where its times do not. */
export async function* mergeSteps(histories: readonly AsyncIterable<PolicyStep>[]): AsyncGenerator<MergedStep> {
  const sources: Source[] = []
  try {
    for (const history of histories) {
      const source: Source = { steps: history[Symbol.asyncIterator](), next: null, lastCommit: null }
      sources.push(source)
      await advance(source)
    }
    for (;;) {
      const oldest = oldestOf(sources)
      if (oldest?.next == null) return
      const step = oldest.next
      oldest.lastCommit = step.id
      await advance(oldest)
      yield { step, completesCommits: sources.every(({ next, lastCommit }) => next === null || next.id !== lastCommit) }
    }
  } finally {
    for (const { steps } of sources) await steps.return?.()
  }
}

async function advance(source: Source): Promise<void> {
  const { done, value } = await source.steps.next()
  source.next = done === true ? null : value
}

function oldestOf(sources: readonly Source[]): Source | null {
  let oldest: Source | null = null
  for (const source of sources) if (source.next !== null && (oldest?.next == null || source.next.at < oldest.next.at)) oldest = source
  return oldest
}
