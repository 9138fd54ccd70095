/** The stories that are not over: opened, joined by further steps, undone, and in the end let go. */

import { isOver, storyFor } from './same-event.ts'
import type { Story, StoryEntry } from './story.ts'

/** Further steps of one event are counted in its version, not kept. */
const ENTRIES_MAX = 12
/** Undone more often than this and it is the page that flickers, whatever it shows next. */
const UNDONE_MAX = 1

export interface Place {
  readonly collection: string
  readonly service: string
  readonly document: string
}

export class Stories {
  #open: Story[]

  constructor(saved: readonly Story[] = []) {
    this.#open = [...saved]
  }

  get open(): readonly Story[] {
    return this.#open
  }

  /** Lets go of what is over at this instant. */
  forget(now: number): void {
    if (this.#open.some((story) => isOver(story, now))) this.#open = this.#open.filter((story) => !isOver(story, now))
  }

  /** Adds an entry to the story it belongs to, or opens one. */
  tell(entry: StoryEntry): { readonly story: Story; readonly joined: boolean } {
    const known = storyFor(entry, this.#open)
    if (known === null) {
      const story: Story = {
        id: `${entry.collection}/${entry.commit}/${entry.service}/${entry.document}`,
        openedAt: entry.at,
        updatedAt: entry.at,
        version: 1,
        entries: [entry],
        undone: 0,
      }
      this.#open.push(story)
      return { story, joined: false }
    }
    // A page that is known to flicker is not believed because it flickers once more.
    const told = known.undone > UNDONE_MAX && isTold(known, entry) ? { ...entry, held: 'flap' as const } : entry
    const [first, ...rest] = known.entries
    const story: Story = {
      ...known,
      updatedAt: Math.max(known.updatedAt, entry.at),
      version: known.version + 1,
      entries: known.entries.length < ENTRIES_MAX ? [first, ...rest, told] : known.entries,
    }
    this.#replace(known, story)
    return { story, joined: true }
  }

  /**
   * Told that sentences left a document or came back to it. A story that rests on them is undone there: its entry is held as a flap; when
   * the words return for the first time, it is believed again. Returns what changed.
   */
  undo(place: Place, gone: ReadonlySet<number>, back: ReadonlySet<number>, at: number): Story[] {
    const changed: Story[] = []
    for (const story of this.#open) {
      const updated = undone(story, place, { gone, back, at })
      if (updated === null) continue
      this.#replace(story, updated)
      changed.push(updated)
    }
    return changed
  }

  #replace(story: Story, by: Story): void {
    this.#open = this.#open.map((each) => (each === story ? by : each))
  }
}

const isTold = ({ entries }: Story, { collection, service, document }: Place) =>
  entries.some((entry) => entry.collection === collection && entry.service === service && entry.document === document)

interface Movement {
  readonly gone: ReadonlySet<number>
  readonly back: ReadonlySet<number>
  readonly at: number
}

function undone(story: Story, place: Place, movement: Movement): Story | null {
  if (!isTold(story, place)) return null
  let change: 'undone' | 'redone' | null = null
  const [first, ...rest] = story.entries.map((entry): StoryEntry => {
    if (!isTold({ ...story, entries: [entry] }, place)) return entry
    const { added, removed } = entry
    const went = mostOf(added, movement.gone) || (added.length === 0 && mostOf(removed, movement.back))
    if (went && entry.held === null) {
      change = 'undone'
      return { ...entry, held: 'flap' }
    }
    const returned = mostOf(added, movement.back) || (added.length === 0 && mostOf(removed, movement.gone))
    if (returned && entry.held === 'flap' && story.undone <= UNDONE_MAX) {
      change = 'redone'
      return { ...entry, held: null }
    }
    return entry
  })
  if (change === null || first === undefined) return null
  return {
    ...story,
    version: story.version + 1,
    updatedAt: Math.max(story.updatedAt, movement.at),
    entries: [first, ...rest],
    undone: story.undone + (change === 'undone' ? 1 : 0),
  }
}

function mostOf(marks: readonly number[], moved: ReadonlySet<number>): boolean {
  return marks.length > 0 && marks.filter((mark) => moved.has(mark)).length * 2 >= marks.length
}
