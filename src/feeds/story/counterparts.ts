/** Which sentences are another wording of one another: a page in British and in American spelling, or an edit of a few words. */

import type { Sentence } from './sentences.ts'

/** Words at the start or end of a sentence by which its other wordings are looked up. */
const EDGE_WORDS = 3
/** Share of words that two wordings have in common. */
const ALIKE = 0.6

/** Those of `sentences` that have another wording among `others`. */
export function counterparts(sentences: readonly Sentence[], others: readonly Sentence[]): ReadonlySet<Sentence> {
  const found = new Set<Sentence>()
  if (sentences.length === 0 || others.length === 0) return found
  const byEdge = new Map<string, Set<string>[]>()
  for (const { text } of others) {
    const words = wordsOf(text)
    const set = new Set(words)
    for (const edge of edgesOf(words)) byEdge.set(edge, [...(byEdge.get(edge) ?? []), set])
  }
  for (const sentence of sentences) {
    const words = wordsOf(sentence.text)
    const set = new Set(words)
    if (edgesOf(words).some((edge) => byEdge.get(edge)?.some((other) => areAlike(set, other)))) found.add(sentence)
  }
  return found
}

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

const edgesOf = (words: readonly string[]) => [words.slice(0, EDGE_WORDS).join(' '), `${words.slice(-EDGE_WORDS).join(' ')} .`]

function areAlike(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  const shared = some.intersection(others).size
  return shared >= ALIKE * Math.max(some.size, others.size)
}
