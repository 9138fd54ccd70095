/**
 * From recorded steps to stories. Steps go through gates in a fixed order; what passes all of them is a story, new or known. Pure but for its
 * own memory, which can be saved and resumed; its clock is the steps' own.
 */

import { utcDay } from '../../core/calendar-date.ts'
import type { PolicyDocument, PolicyStep, Verdict } from '../../core/detection.ts'
import type { CalendarDate } from '../../core/service.ts'
import { type Comparison, compare, isRepeat, rememberedBefore } from './compare.ts'
import { type DocumentMemory, dayNumber, sample } from './document-memory.ts'
import { failureOf, holdOf } from './hold.ts'
import { Memories, type SavedMemories } from './memories.ts'
import { type Sentence, sentencesOf, textMark } from './sentences.ts'
import { Stories } from './stories.ts'
import { HOLDS, type Story, type StoryEntry } from './story.ts'

/** What two texts of a document changed; `recordedOn` is the day the later one was recorded. */
export type Detect = (before: string, after: string, document: PolicyDocument, recordedOn: CalendarDate) => Verdict

export interface PipelineOptions {
  readonly detect: Detect
  /** The guide that covers a document, if one does. */
  readonly slugOf: (document: PolicyDocument) => string | null
  readonly saved?: SavedPipeline | null
}

/** Everything the pipeline knows, as plain data for JSON. */
export interface SavedPipeline {
  readonly now: number
  readonly stories: readonly Story[]
  readonly memories: SavedMemories
}

export const GATES = ['first-record', 'same-text', 'technical', 'repeat', 'before-start', 'training', 'hold', 'same-event'] as const

/** What one gate said of a step. */
export interface GateResult {
  readonly gate: (typeof GATES)[number]
  /** False where the step's way ended. */
  readonly passed: boolean
  readonly why: string
}

export interface Taken {
  /** The gates the step came through, the last one being where it ended. */
  readonly gates: readonly GateResult[]
  /** The story this step tells, if it does. */
  readonly story: Story | null
  /** Stories that are new or say something else now, this one and others. */
  readonly changed: readonly Story[]
}

export interface Pipeline {
  /** Takes the next step. Steps of a document come in their order; between documents the order is that of recording, or near it. */
  take(step: PolicyStep): Taken
  /** Only remembers a step, for history from before somebody wants stories. */
  learn(step: PolicyStep): Taken
  save(): SavedPipeline
}

/** The day sentences of a first record count as having come: long ago. */
const LONG_AGO = 1
const SAMPLE_SIZE = 40
const PASSAGES_KEPT = 8

/** A pipeline, fresh or from what was saved. */
export function createPipeline({ detect, slugOf, saved = null }: PipelineOptions): Pipeline {
  const memories = new Memories(saved?.memories)
  const stories = new Stories(saved?.stories)
  let now = saved?.now ?? 0

  const take = (step: PolicyStep, isLearning: boolean): Taken => {
    now = Math.max(now, step.at)
    const settled = stories.settle(now)
    const gates: GateResult[] = []
    const pass = (gate: GateResult['gate'], why: string) => gates.push({ gate, passed: true, why })
    const end = (gate: GateResult['gate'], why: string, changed: readonly Story[] = []): Taken => ({
      gates: [...gates, { gate, passed: false, why }],
      story: null,
      changed: [...settled, ...changed],
    })
    const { before, after } = step
    if (before === null) return end('first-record', begin(step))
    pass('first-record', 'There is an earlier text.')
    if (before === after) return end('same-text', 'The text is the same.')
    const memory = memoryOf(step, before)
    const today = dayNumber(now)
    const change = compare(before, after, memory, today)
    const mark = textMark(after)
    const isKnownText = memory.hasText(mark)
    const earlier = rememberedBefore(before, after, change)
    const failed = failureOf({ before: earlier, after, gone: change.gone.length, novel: change.novel.length })
    remember(memory, change, { mark, today, isDoubtful: failed !== null })
    pass('same-text', summaryOf(change))
    if (step.technical) return end('technical', 'The recorder changed its way of reading.')
    pass('technical', 'The recorder read it as before.')

    const move = () => stories.move(step, { gone: marksOf(change.gone), back: marksOf(change.back), at: step.at })
    if (isRepeat(change)) return end('repeat', 'All that changed was here before, or came only lately.', move())
    pass('repeat', 'Something in it was never here before, or had long been here.')
    if (isLearning) return end('before-start', 'It is from before the time asked for.')

    const verdict = detect(earlier, after, { service: step.service, document: step.document }, utcDay(step.at))
    if (!verdict.relevant) return end('training', `Not about training on people’s data (score ${verdict.score.toFixed(2)}).`, move())
    pass('training', `About training on people’s data: ${verdict.kinds.join(', ')} (score ${verdict.score.toFixed(2)}).`)

    const held = failed ?? holdOf({ before: earlier, after, isKnownText })
    gates.push({ gate: 'hold', passed: held === null, why: held === null ? 'No reason to doubt the recording.' : HOLDS[held] })
    const entry = detached(entryOf(step, { verdict, held, slug: slugOf(step), change }))
    const { story, joined } = stories.tell(entry)
    pass('same-event', joined ? `It tells of the story that began with ${story.entries[0].commit}.` : 'It is a story of its own.')
    return { gates, story, changed: [...settled, story] }
  }

  /** A first record is remembered and never told. */
  const begin = (step: PolicyStep): string => {
    const slug = slugOf(step)
    const isSame = (service: string) => slug !== null && slugOf({ service, document: step.document }) === slug
    const known = memories.of(step) ?? memories.predecessor(step, sample(step.after, SAMPLE_SIZE), isSame)
    const memory = memories.start(step, known)
    memory.come(sentencesOf(step.after), known === null ? LONG_AGO : dayNumber(now))
    memory.addText(textMark(step.after))
    return known === null
      ? 'This is the first text on record.'
      : 'This is the first text under this name; its history is known under another.'
  }

  const memoryOf = (step: PolicyStep, before: string): DocumentMemory => {
    const renamed = step.formerly === undefined ? null : memories.rename({ ...step, ...step.formerly }, step)
    const known = renamed ?? memories.of(step)
    if (known !== null) return known
    const memory = memories.start(step)
    memory.come(sentencesOf(before), LONG_AGO)
    memory.addText(textMark(before))
    return memory
  }

  return {
    take: (step) => take(step, false),
    learn: (step) => take(step, true),
    save: () => ({ now, stories: stories.open, memories: memories.save() }),
  }
}

function remember(
  memory: DocumentMemory,
  { novel, back, gone }: Comparison,
  { mark, today, isDoubtful }: { readonly mark: number; readonly today: number; readonly isDoubtful: boolean },
): void {
  memory.addText(mark)
  memory.go(
    gone.map((each) => each.mark),
    today,
  )
  memory.come([...novel, ...back], today, isDoubtful)
}

function summaryOf({ novel, back, gone, undone }: Comparison): string {
  return `Sentences: ${novel.length} new, ${back.length} back, ${gone.length} gone (${undone.length} of them came lately or flicker).`
}

function entryOf(
  step: PolicyStep,
  { verdict, held, slug, change }: { verdict: Verdict; held: StoryEntry['held']; slug: string | null; change: Comparison },
): StoryEntry {
  const passages = verdict.passages.slice(0, PASSAGES_KEPT)
  return {
    collection: step.collection,
    service: step.service,
    document: step.document,
    commit: step.id,
    at: step.at,
    slug,
    held,
    verdict: { ...verdict, passages },
    added: marksWithin(
      [...change.novel, ...change.back],
      passages.flatMap(({ after }) => after ?? []),
    ),
    removed: marksWithin(
      change.gone,
      passages.flatMap(({ before }) => before ?? []),
    ),
    undone: 0,
    standsSince: step.at,
  }
}

/** A copy with strings of its own: a piece of a text keeps the whole text in memory for as long as it is kept itself. */
const detached = (entry: StoryEntry): StoryEntry => JSON.parse(JSON.stringify(entry)) as StoryEntry

/** Marks of the sentences these passages are from; a passage may be more or less than a sentence. */
function marksWithin(sentences: readonly Sentence[], passages: readonly string[]): readonly number[] {
  return sentences
    .filter(({ text }) => passages.some((passage) => passage.includes(text) || text.includes(passage)))
    .map(({ mark }) => mark)
}

const marksOf = (sentences: readonly Sentence[]) => new Set(sentences.map(({ mark }) => mark))
