/** The stories that are not over: opened, joined by further steps, undone and done again, and in the end let go. */

import { isOver, storyFor } from './same-event.ts'
import type { Story, StoryEntry } from './story.ts'

const DAY_MS = 86_400_000
/** Further steps of one event are counted in its version, not kept. */
const ENTRIES_MAX = 12
/** Undone once and back, as in a gradual release, is believed at once; more often, only when it then stands for this long. */
const UNDONE_MAX = 1
const STANDS_DAYS = 14

interface Place {
  readonly collection: string
  readonly service: string
  readonly document: string
}

/** Marks of the sentences that left a document and that came back to it. */
interface Movement {
  readonly gone: ReadonlySet<number>
  readonly back: ReadonlySet<number>
  readonly at: number
}

export class Stories {
  #open: Story[]

  constructor(saved: readonly Story[] = []) {
    this.#open = [...saved]
  }

  get open(): readonly Story[] {
    return this.#open
  }

  /** Lets go of what is over at this instant, and believes what flickered but has stood for long enough. Returns what changed. */
  settle(now: number): Story[] {
    if (this.#open.some((story) => isOver(story, now))) this.#open = this.#open.filter((story) => !isOver(story, now))
    const hasSettled = ({ held, standsSince }: StoryEntry) =>
      held === 'flap' && standsSince !== null && now - standsSince >= STANDS_DAYS * DAY_MS
    return this.#update((entry) => (hasSettled(entry) ? { ...entry, held: null } : entry), now)
  }

  /** Adds an entry to the story it belongs to, or opens one. */
  tell(entry: StoryEntry): { readonly story: Story; readonly joined: boolean } {
    const known = storyFor(entry, this.#open)
    if (known === null) {
      const { collection, commit, service, document, at } = entry
      const id = `${collection}/${commit}/${service}/${document}`
      const story: Story = { id, openedAt: at, updatedAt: at, version: 1, entries: [entry] }
      this.#open.push(story)
      return { story, joined: false }
    }
    const [first, ...rest] = known.entries
    const story: Story = {
      ...known,
      updatedAt: Math.max(known.updatedAt, entry.at),
      version: known.version + 1,
      entries: known.entries.length < ENTRIES_MAX ? [first, ...rest, entry] : known.entries,
    }
    this.#open = this.#open.map((each) => (each === known ? story : each))
    return { story, joined: true }
  }

  /** Told that sentences moved in a document: what rests on them there is undone, or stands again. Returns what changed. */
  move(place: Place, movement: Movement): Story[] {
    return this.#update((entry) => (isFrom(entry, place) ? moved(entry, movement) : entry), movement.at)
  }

  #update(change: (entry: StoryEntry) => StoryEntry, at: number): Story[] {
    const changed: Story[] = []
    this.#open = this.#open.map((story) => {
      const [first, ...rest] = story.entries
      const entries: Story['entries'] = [change(first), ...rest.map(change)]
      if (entries.every((entry, index) => entry === story.entries[index])) return story
      const isToldAnew = entries.some((entry, index) => entry.held !== story.entries[index]?.held)
      const updated = { ...story, entries, updatedAt: Math.max(story.updatedAt, at), version: story.version + (isToldAnew ? 1 : 0) }
      if (isToldAnew) changed.push(updated)
      return updated
    })
    return changed
  }
}

const isFrom = (entry: StoryEntry, { collection, service, document }: Place) =>
  entry.collection === collection && entry.service === service && entry.document === document

function moved(entry: StoryEntry, { gone, back, at }: Movement): StoryEntry {
  const { added, removed, held, undone, standsSince } = entry
  if (held !== null && held !== 'flap') return entry
  const isUndone = mostOf(added, gone) || (added.length === 0 && mostOf(removed, back))
  if (isUndone && standsSince !== null) return { ...entry, held: 'flap', undone: undone + 1, standsSince: null }
  const isRedone = mostOf(added, back) || (added.length === 0 && mostOf(removed, gone))
  if (isRedone && standsSince === null) return { ...entry, held: undone <= UNDONE_MAX ? null : held, standsSince: at }
  return entry
}

function mostOf(marks: readonly number[], moving: ReadonlySet<number>): boolean {
  return marks.length > 0 && marks.filter((mark) => moving.has(mark)).length * 2 >= marks.length
}
