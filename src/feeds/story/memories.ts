/** The memories of all documents: the few in use unpacked, the rest as numbers, so that a thousand documents take a few megabytes. */

import type { PolicyDocument } from '../../core/detection.ts'
import { countKnown, DocumentMemory, type PackedMemory } from './document-memory.ts'
import type { Sentence } from './sentences.ts'

const UNPACKED_MAX = 64
/** From how much shared text on a new document is an old one under another name. */
const SAME_TEXT = 0.8
/** The same for two that answer to one guide. */
const SAME_SERVICE = 0.4

/** Kept form: a document's key and its numbers as base64. */
export type SavedMemories = readonly (readonly [key: string, packed: string])[]

export interface Place extends PolicyDocument {
  readonly collection: string
}

const keyOf = ({ collection, service, document }: Place) => JSON.stringify([collection, service, document])

export class Memories {
  readonly #unpacked = new Map<string, DocumentMemory>()
  readonly #packed = new Map<string, PackedMemory | string>()

  constructor(saved: SavedMemories = []) {
    for (const [key, packed] of saved) this.#packed.set(key, packed)
  }

  /** Everything, ready to be kept. What has not been touched is not looked at again. */
  save(): SavedMemories {
    for (const [key, memory] of this.#unpacked) this.#packed.set(key, memory.pack())
    return [...this.#packed].map(([key, packed]) => {
      const text = typeof packed === 'string' ? packed : Buffer.from(packed.buffer).toString('base64')
      return [key, text] as const
    })
  }

  of(place: Place): DocumentMemory | null {
    return this.#get(keyOf(place))
  }

  /** A new memory, which begins with everything that `from` knows. */
  start(place: Place, from: DocumentMemory | null = null): DocumentMemory {
    const memory = new DocumentMemory(from?.pack())
    this.#put(keyOf(place), memory)
    return memory
  }

  rename(from: Place, to: Place): DocumentMemory | null {
    const memory = this.of(from)
    if (memory === null) return null
    this.#unpacked.delete(keyOf(from))
    this.#packed.delete(keyOf(from))
    this.#put(keyOf(to), memory)
    return memory
  }

  /**
   * The document of this collection that a new one continues under another service's name: the same kind of document, which knows most of
   * the new one's text, or a good part of it when `isSame` says that both are one service.
   */
  predecessor(place: Place, sentences: readonly Sentence[], isSame: (service: string) => boolean): DocumentMemory | null {
    const marks = new Set(sentences.map(({ mark }) => mark))
    let best: { readonly key: string; readonly share: number } | null = null
    for (const key of new Set([...this.#packed.keys(), ...this.#unpacked.keys()])) {
      const [collection, service = '', document] = JSON.parse(key) as string[]
      if (collection !== place.collection || document !== place.document || service === place.service) continue
      const share = this.#shareKnown(key, marks)
      if (share >= (isSame(service) ? SAME_SERVICE : SAME_TEXT) && share > (best?.share ?? 0)) best = { key, share }
    }
    return best === null ? null : this.#get(best.key)
  }

  #get(key: string): DocumentMemory | null {
    const memory = this.#unpacked.get(key)
    if (memory !== undefined) {
      this.#unpacked.delete(key)
      this.#unpacked.set(key, memory)
      return memory
    }
    const packed = this.#packed.get(key)
    if (packed === undefined) return null
    const opened = new DocumentMemory(numbersOf(packed))
    this.#put(key, opened)
    return opened
  }

  /** How much of these is known to a document, 0 to 1, without unpacking it. */
  #shareKnown(key: string, marks: ReadonlySet<number>): number {
    if (marks.size === 0) return 0
    const packed = this.#unpacked.get(key)?.pack() ?? numbersOf(this.#packed.get(key) ?? '')
    this.#packed.set(key, packed)
    return countKnown(packed, marks) / marks.size
  }

  #put(key: string, memory: DocumentMemory): void {
    this.#unpacked.set(key, memory)
    for (const [oldest, resting] of this.#unpacked) {
      if (this.#unpacked.size <= UNPACKED_MAX) break
      this.#packed.set(oldest, resting.pack())
      this.#unpacked.delete(oldest)
    }
  }
}

/** A checkpoint that was cut or changed by hand reads as a memory of nothing, never as an error. */
function numbersOf(packed: PackedMemory | string): PackedMemory {
  if (typeof packed !== 'string') return packed
  const bytes = Buffer.from(packed, 'base64')
  const numbers = new Int32Array(Math.floor(bytes.length / 4))
  for (let at = 0; at < numbers.length; at += 1) numbers[at] = bytes.readInt32LE(at * 4)
  return numbers
}
