/**
 * What is remembered of one document's history: the marks of its sentences, with the days they came and went, and of its last few texts.
 * Bounded: sentences that are there now, and the last few thousand that are gone.
 */

import { type Sentence, sentencesOf } from './sentences.ts'

/** Days since 2000, so that two of them and a flag fit into the 31 bits of a small integer. */
export type DayNumber = number

const DAY_MS = 86_400_000
const YEAR_2000_MS = Date.UTC(2000, 0, 1)
const DAY_MAX = 0x7fff

/** The day of an instant in epoch milliseconds. */
export const dayNumber = (atMs: number): DayNumber => Math.min(Math.max(Math.floor((atMs - YEAR_2000_MS) / DAY_MS), 1), DAY_MAX)

/** How many sentences that are gone are still known; a page that is different every day pushes out its own oldest. */
const GONE_MAX = 3_000
/** Whole texts that are recognised when they come back. */
const TEXTS_MAX = 32

interface Traits {
  readonly cameOn: DayNumber
  /** 0 while it is there. */
  readonly wentOn: DayNumber
  /** It has come back at least once, or came with a recording that looked failed. */
  readonly cameBack: boolean
}

const pack = ({ cameOn, wentOn, cameBack }: Traits): number => (cameBack ? 1 << 30 : 0) | (cameOn << 15) | wentOn
const unpack = (value: number): Traits => ({ cameOn: (value >> 15) & DAY_MAX, wentOn: value & DAY_MAX, cameBack: value >> 30 === 1 })

/** As numbers, for keeping: text marks first, then mark and traits in turn. */
export type PackedMemory = Int32Array<ArrayBuffer>

export class DocumentMemory {
  /** Marks of sentences; oldest first. */
  readonly #sentences = new Map<number, number>()
  readonly #texts: number[]
  #gone = 0

  constructor(packed?: PackedMemory) {
    const [texts = 0] = packed ?? []
    this.#texts = packed === undefined ? [] : [...packed.subarray(1, 1 + texts)]
    if (packed === undefined) return
    for (let at = 1 + texts; at < packed.length; at += 2) {
      const traits = packed[at + 1] ?? 0
      this.#sentences.set(packed[at] ?? 0, traits)
      if ((traits & DAY_MAX) !== 0) this.#gone += 1
    }
  }

  pack(): PackedMemory {
    const packed = new Int32Array(1 + this.#texts.length + this.#sentences.size * 2)
    packed[0] = this.#texts.length
    packed.set(this.#texts, 1)
    let at = 1 + this.#texts.length
    for (const [mark, traits] of this.#sentences) {
      packed[at] = mark
      packed[at + 1] = traits
      at += 2
    }
    return packed
  }

  find(mark: number): Traits | null {
    const value = this.#sentences.get(mark)
    return value === undefined ? null : unpack(value)
  }

  hasText(mark: number): boolean {
    return this.#texts.includes(mark)
  }

  addText(mark: number): void {
    const known = this.#texts.indexOf(mark)
    if (known >= 0) this.#texts.splice(known, 1)
    this.#texts.push(mark)
    if (this.#texts.length > TEXTS_MAX) this.#texts.shift()
  }

  /**
   * Sentences that are there now, whether new, known or back. With a recording that looks failed, such as an error page, they are `doubtful`:
   * their going will mean as little as that of those that come and go.
   */
  come(sentences: readonly Sentence[], on: DayNumber, doubtful = false): void {
    for (const { mark } of sentences) {
      const known = this.find(mark)
      if (known === null) this.#sentences.set(mark, pack({ cameOn: on, wentOn: 0, cameBack: doubtful }))
      else if (known.wentOn !== 0) {
        this.#gone -= 1
        this.#sentences.set(mark, pack({ cameOn: on, wentOn: 0, cameBack: true }))
      }
    }
  }

  /** Sentences that were there and are not any more. */
  go(marks: Iterable<number>, on: DayNumber): void {
    for (const mark of marks) {
      const known = this.find(mark)
      if (known === null || known.wentOn !== 0) continue
      // Taken out and put in again, so that the order is that of leaving.
      this.#sentences.delete(mark)
      this.#sentences.set(mark, pack({ ...known, wentOn: on }))
      this.#gone += 1
    }
    if (this.#gone > GONE_MAX * 1.25) this.#forget()
  }

  #forget(): void {
    for (const [mark, traits] of this.#sentences) {
      if (this.#gone <= GONE_MAX) return
      if ((traits & DAY_MAX) === 0) continue
      this.#sentences.delete(mark)
      this.#gone -= 1
    }
  }
}

/** How many of these marks a packed memory knows. */
export function countKnown(packed: PackedMemory, marks: ReadonlySet<number>): number {
  let known = 0
  for (let at = 1 + (packed[0] ?? 0); at < packed.length; at += 2) if (marks.has(packed[at] ?? 0)) known += 1
  return known
}

/** A few sentences from all over a text, enough to recognise it. */
export function sample(text: string, size: number): Sentence[] {
  const sentences = sentencesOf(text)
  const stride = Math.max(1, Math.floor(sentences.length / size))
  return sentences.filter((_, index) => index % stride === 0).slice(0, size)
}
