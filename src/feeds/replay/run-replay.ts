/** Runs the feed pipeline over recorded histories, from where it stopped last time, and says what would have entered the review queue. */

import type { PolicyStep } from '../../core/detection.ts'
import { type HistoryOptions, type Repository, readHistory } from '../open-terms-archive/history.ts'
import { createPipeline, type GateResult, type PipelineOptions, type SavedPipeline } from '../story/pipeline.ts'
import { itemOf, type StoryItem } from '../story/story.ts'
import { mergeSteps } from './merge-steps.ts'

/** The last step that was taken from a collection. */
export interface Position {
  readonly commit: string
  readonly at: number
}

/** Everything a replay needs to go on. */
export interface ReplayState {
  readonly positions: Readonly<Record<string, Position>>
  readonly pipeline: SavedPipeline
  readonly items: readonly StoryItem[]
  /** Steps taken so far, of those that were wanted. */
  readonly steps: number
}

export interface ReplayOptions extends Pick<PipelineOptions, 'detect' | 'slugOf'> {
  readonly repositories: readonly Repository[]
  /** Epoch milliseconds. Earlier steps are only remembered; those from `until` on are not read. */
  readonly since?: number | null
  readonly until?: number | null
  readonly wanted?: (service: string) => boolean
  readonly saved?: ReplayState | null
  /** Called between commits whenever `isSaveDue` says so, and at the end. */
  readonly save?: (state: ReplayState) => void
  readonly isSaveDue?: () => boolean
  readonly onStep?: (steps: number) => void
  /** Begins the name of a commit whose way through the gates is wanted; the replay ends there. */
  readonly explain?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/** The way of one document of the commit that was asked about. */
export interface Explanation {
  readonly collection: string
  readonly service: string
  readonly document: string
  readonly commit: string
  readonly at: number
  readonly gates: readonly GateResult[]
  readonly item: StoryItem | null
}

export interface ReplayResult {
  /** In the order they began. */
  readonly items: readonly StoryItem[]
  readonly steps: number
  /** Steps taken now, not in an earlier run. */
  readonly newSteps: number
  readonly explanations: readonly Explanation[]
  /** False when it was told to stop; what was done is saved. */
  readonly finished: boolean
}

/** Takes every new step of the repositories. @throws {GitError} when one breaks underneath. */
export async function runReplay(options: ReplayOptions): Promise<ReplayResult> {
  const { repositories, saved = null, save, isSaveDue, onStep, signal } = options
  const tally = openTally(options)
  const histories = repositories.map((repository) => readHistory(repository, historyOptions(repository, tally.positions, options)))
  for await (const { step, completesCommits } of mergeSteps(histories)) {
    if (tally.isAnswered(step)) break
    tally.take(step)
    onStep?.(tally.steps)
    if (!completesCommits) continue
    if (signal?.aborted) break
    if (isSaveDue?.() === true) save?.(tally.state())
  }
  const finished = signal?.aborted !== true
  if (finished) for (const repository of repositories) tally.reachedHead(repository)
  const newSteps = tally.steps - (saved?.steps ?? 0)
  if (options.explain === undefined && (newSteps > 0 || saved === null)) save?.(tally.state())
  return { items: tally.items(), steps: tally.steps, newSteps, explanations: tally.explanations, finished }
}

/** The result of a state that has seen everything these repositories hold; `null` when there is more. */
export function resultAtHead({ positions, items, steps }: ReplayState, repositories: readonly Repository[]): ReplayResult | null {
  if (!repositories.every(({ collection, head }) => positions[collection]?.commit === head)) return null
  return { items: [...items].sort(byStart), steps, newSteps: 0, explanations: [], finished: true }
}

/** What has been taken, and what came of it. */
function openTally({ detect, slugOf, since = null, saved = null, explain }: ReplayOptions) {
  const pipeline = createPipeline({ detect, slugOf, saved: saved?.pipeline ?? null })
  const items = new Map((saved?.items ?? []).map((item) => [item.story, item]))
  const positions = new Map(Object.entries(saved?.positions ?? {}))
  const explanations: Explanation[] = []
  let steps = saved?.steps ?? 0
  return {
    positions,
    explanations,
    get steps() {
      return steps
    },
    take(step: PolicyStep): void {
      const { collection, service, document, id: commit, at } = step
      const { gates, story: told, changed } = since !== null && at < since ? pipeline.learn(step) : pipeline.take(step)
      for (const story of changed) items.set(story.id, itemOf(story))
      if (explain !== undefined && commit.startsWith(explain)) {
        explanations.push({ collection, service, document, commit, at, gates, item: told === null ? null : itemOf(told) })
      }
      steps += 1
      positions.set(collection, { commit, at: Math.max(at, positions.get(collection)?.at ?? 0) })
    },
    reachedHead({ collection, head }: Repository): void {
      positions.set(collection, { commit: head, at: positions.get(collection)?.at ?? 0 })
    },
    /** The commit that was asked about has been seen in full. */
    isAnswered: ({ id }: PolicyStep) => explanations.length > 0 && explanations[0]?.commit !== id,
    items: () => [...items.values()].sort(byStart),
    state: (): ReplayState => ({ positions: Object.fromEntries(positions), pipeline: pipeline.save(), items: [...items.values()], steps }),
  }
}

function historyOptions(
  { collection }: Repository,
  positions: ReadonlyMap<string, Position>,
  { until = null, wanted = () => true }: ReplayOptions,
): HistoryOptions {
  return {
    after: positions.get(collection) ?? null,
    wanted: ({ at, service, formerly }) =>
      (until === null || at < until) && (wanted(service) || (formerly !== null && wanted(formerly.service))),
  }
}

const byStart = (one: StoryItem, other: StoryItem) => (one.at < other.at ? -1 : one.at > other.at ? 1 : one.story < other.story ? -1 : 1)
