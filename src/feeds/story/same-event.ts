/** Which stories tell of one event: the same words elsewhere, or the same service within days. */

import type { Story, StoryEntry } from './story.ts'

const DAY_MS = 86_400_000
/** The same words turn up in a service's other documents and in other collections for weeks. */
const SAME_WORDS_DAYS = 45
/** A service that changes several documents does so within days. */
const SAME_SERVICE_DAYS = 10
/** A story does not go on for ever, however often it is told again. */
const STORY_DAYS_MAX = 60
const SHARED_MIN = 0.5

/** Who a document belongs to: by guide, else by the name the collections give it. */
const ownerOf = ({ slug, service }: Pick<StoryEntry, 'slug' | 'service'>) => slug ?? `~${service.toLowerCase()}`

/** The story this entry belongs to, if there is one; the newest first. */
export function storyFor(entry: StoryEntry, stories: readonly Story[]): Story | null {
  const candidates = stories.filter(({ openedAt }) => entry.at - openedAt <= STORY_DAYS_MAX * DAY_MS)
  return (
    candidates.findLast((story) => isWithin(story, entry, SAME_WORDS_DAYS) && sharesWords(story, entry)) ??
    candidates.findLast((story) => isWithin(story, entry, SAME_SERVICE_DAYS) && sharesOwner(story, entry)) ??
    null
  )
}

/** True when nothing that is still to come can belong to it. */
export const isOver = ({ openedAt, updatedAt }: Story, now: number) =>
  now - updatedAt > SAME_WORDS_DAYS * DAY_MS || now - openedAt > STORY_DAYS_MAX * DAY_MS

const isWithin = ({ updatedAt }: Story, { at }: StoryEntry, days: number) => at - updatedAt <= days * DAY_MS

const sharesOwner = (story: Story, entry: StoryEntry) => story.entries.some((other) => ownerOf(other) === ownerOf(entry))

function sharesWords(story: Story, entry: StoryEntry): boolean {
  return story.entries.some(
    (other) =>
      overlap(other.added, entry.added) >= SHARED_MIN || (entry.added.length === 0 && overlap(other.removed, entry.removed) >= SHARED_MIN),
  )
}

/** Shared marks by the smaller side's; 0 when one side has none. */
function overlap(some: readonly number[], others: readonly number[]): number {
  const least = Math.min(some.length, others.length)
  if (least === 0) return 0
  const known = new Set(others)
  return some.filter((mark) => known.has(mark)).length / least
}
