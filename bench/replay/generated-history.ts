/** A made-up versions repository: policies of the length real ones have, a few sentences of each changed by every version. */

import { recordVersions } from '../../tests/feeds/support/versions-repository.ts'

const SUBJECTS = 'we|our affiliates|the service|our partners|our vendors|you|other members|advertisers|the company'.split('|')
const VERBS = 'collect|use|share|keep|receive|combine|review|transfer|delete|protect|improve|analyse|disclose|process'.split('|')
const OBJECTS =
  'account information|payment details|device data|approximate location|messages you send|contact lists|cookies and similar technologies|usage data|the content you post|support requests|diagnostic reports'.split(
    '|',
  )
const ENDS =
  'to provide the service|as the law requires|with your consent|for security purposes|to measure how adverts perform|to develop new features|until you close your account|as described in this policy|where local law allows it'.split(
    '|',
  )
/** Said of machines by one sentence in forty, as in the policies of today. */
const MACHINES = 'machine learning features|automated systems that learn'.split('|')
const TRAINING = 'We may use the content you post to train our generative artificial intelligence models.'

const SENTENCES_PER_PARAGRAPH = 5
const DAY_MS = 86_400_000
const BEGINNING_MS = Date.UTC(2020, 0, 1)

/** Records `versions` versions of `documents` documents of about `sentences` sentences each into `dir`. The same numbers make the same history. */
export function generateHistory(
  dir: string,
  { documents, versions, sentences }: { documents: number; versions: number; sentences: number },
): void {
  const pick = createPicker(20_200_101)
  const texts = Array.from({ length: documents }, () => Array.from({ length: sentences }, () => sentence(pick)))
  const records = Array.from({ length: versions }, (_, version) => {
    const service = version % documents
    const text = texts[service] ?? []
    if (version >= documents) change(text, pick)
    return {
      at: new Date(BEGINNING_MS + Math.floor((version * DAY_MS) / 4)).toISOString(),
      service: `Service ${service}`,
      text: paragraphs(text),
    }
  })
  // Many small inputs: what is written to git at once stays in memory until then.
  for (let from = 0; from < records.length; from += 250) recordVersions(dir, records.slice(from, from + 250))
}

type Pick = (below: number) => number

function change(text: string[], pick: Pick): void {
  for (let edits = 1 + pick(4); edits > 0; edits -= 1) text[pick(text.length)] = sentence(pick)
  if (pick(150) === 0) text[pick(text.length)] = TRAINING
}

function sentence(pick: Pick): string {
  const one = (words: readonly string[]) => words[pick(words.length)] ?? ''
  const subject = one(SUBJECTS)
  const first = pick(40) === 0 ? one(MACHINES) : one(OBJECTS)
  const said = `${subject} may ${one(VERBS)} ${first} and ${one(VERBS)} ${one(OBJECTS)} ${one(ENDS)}, and ${one(ENDS)}.`
  return said.charAt(0).toUpperCase() + said.slice(1)
}

function paragraphs(text: readonly string[]): string {
  const blocks: string[] = []
  for (let at = 0; at < text.length; at += SENTENCES_PER_PARAGRAPH) {
    if (at % 50 === 0) blocks.push(`## Section ${at / 50 + 1}`)
    blocks.push(text.slice(at, at + SENTENCES_PER_PARAGRAPH).join(' '))
  }
  return `${blocks.join('\n\n')}\n`
}

/** A small seeded generator (mulberry32), so that every run measures the same work. */
function createPicker(seed: number): Pick {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}
