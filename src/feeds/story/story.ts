/** A story: one event, as one or more recorded steps of one or more documents tell of it. */

import type { ChangeKind, Direction } from '../../core/change.ts'
import type { Passage, PolicyDocument, Verdict } from '../../core/detection.ts'
import type { CalendarDate } from '../../core/service.ts'

/** Why somebody should look twice before a story is believed, and what each means to a reader. */
export const HOLDS = {
  translation: 'The page came in another language.',
  collapse: 'The page lost most of its text, or all it said about training; it may be the recording that failed.',
  regrown: 'The page has many times the text it had; what looks new may only have been missing before.',
  returned: 'The page reads again, word for word, as it did before.',
  flap: 'What changed was undone within days; the page may differ from visit to visit.',
} as const
export type Hold = keyof typeof HOLDS

/** One step that tells of the event. */
export interface StoryEntry extends PolicyDocument {
  readonly collection: string
  readonly commit: string
  readonly at: number
  readonly slug: string | null
  readonly held: Hold | null
  readonly verdict: Verdict
  /** Marks of the sentences in its passages, to recognise the event elsewhere and its undoing. */
  readonly added: readonly number[]
  readonly removed: readonly number[]
  /** How often it was undone, and since when it has stood again; `null` while it is undone. */
  readonly undone: number
  readonly standsSince: number | null
}

export interface Story {
  /** Stable: names the step it began with. */
  readonly id: string
  readonly openedAt: number
  readonly updatedAt: number
  /** 1, and one more with each change of what it says. */
  readonly version: number
  /** In the order they were recorded; never empty. */
  readonly entries: readonly [StoryEntry, ...StoryEntry[]]
}

/** What enters the review queue, by the names that outsiders rely on. */
export interface StoryItem extends PolicyDocument {
  readonly at: string
  readonly collection: string
  readonly commit: string
  readonly slug?: string
  readonly kinds: readonly ChangeKind[]
  readonly direction: Direction
  readonly effectiveOn: CalendarDate | null
  readonly score: number
  readonly held: Hold | null
  readonly passages: readonly Passage[]
  /** Names the story; the same line with a higher version replaces an earlier one. */
  readonly story: string
  readonly version: number
  /** Other steps that tell of the same event. */
  readonly also: readonly (PolicyDocument & {
    readonly at: string
    readonly collection: string
    readonly commit: string
    readonly slug?: string
  })[]
}

const PASSAGES_MAX = 12

/** A story stands in the queue by its first entry that is believed, else by its first. */
export function itemOf(story: Story): StoryItem {
  const believed = story.entries.filter(({ held }) => held === null)
  const telling = believed.length > 0 ? believed : story.entries
  const face = telling[0] ?? story.entries[0]
  const others = story.entries.filter((entry) => entry !== face)
  return {
    ...placeOf(face),
    kinds: [...new Set(telling.flatMap(({ verdict }) => verdict.kinds))],
    direction: worstOf(telling.map(({ verdict }) => verdict.direction)),
    effectiveOn: telling.map(({ verdict }) => verdict.effectiveOn).find((on) => on !== null) ?? null,
    score: Math.max(...telling.map(({ verdict }) => verdict.score)),
    held: face.held,
    passages: distinct(telling.flatMap(({ verdict }) => verdict.passages)).slice(0, PASSAGES_MAX),
    story: story.id,
    version: story.version,
    also: others.map(placeOf),
  }
}

function placeOf({ at, collection, service, document, commit, slug }: StoryEntry) {
  return { at: new Date(at).toISOString(), collection, service, document, commit, ...(slug === null ? {} : { slug }) }
}

function worstOf(directions: readonly Direction[]): Direction {
  if (directions.includes('worse')) return 'worse'
  return directions.includes('better') ? 'better' : 'neutral'
}

function distinct(passages: readonly Passage[]): Passage[] {
  const seen = new Set<string>()
  return passages.filter(({ before, after }) => {
    const key = JSON.stringify([before, after])
    return !seen.has(key) && seen.add(key)
  })
}
