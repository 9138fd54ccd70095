/** Says whether the step from one policy text to the next changes what it says about training AI on people's data. Pure: same texts, same verdict. */

import type { PolicyDocument, Verdict } from '../../core/detection.ts'
import type { CalendarDate } from '../../core/service.ts'
import { type Analysis, analyse } from './analyse.ts'
import { type Model, scoreOf, vectorOf } from './classify.ts'
import { effectiveDay } from './dates.ts'
import { readingOf, type Weighed } from './kinds.ts'
import { passagesOf } from './passages.ts'
import { allowsTraining } from './prior.ts'
import weights from './weights.json' with { type: 'json' }

const NOTHING: Verdict = { relevant: false, score: 0, kinds: [], direction: 'neutral', effectiveOn: null, passages: [] }

/** Changes at least this telling are named and quoted beside the one that decides. */
const SUPPORTING = 0.35

/**
 * Compares two texts of one document. Never throws; text beyond two million characters is not read. `recordedOn` is the day `after` was
 * recorded, when known: some days in a text count only while they lie ahead.
 */
export function detect(before: string, after: string, document: PolicyDocument, recordedOn?: CalendarDate): Verdict {
  if (before === after || before.trim() === '' || after.trim() === '') return NOTHING
  const analysis = analyse(before, after, document)
  if (typeof analysis === 'string' || analysis.candidates.length === 0) return NOTHING
  return verdictOf(analysis, document, weights, recordedOn)
}

/** The verdict on an analysis by a model; apart from {@link detect} so that a model in training can be judged. */
export function verdictOf(analysis: Analysis, document: PolicyDocument, model: Model, recordedOn?: CalendarDate): Verdict {
  const weighed: readonly Weighed[] = analysis.candidates
    .map((candidate) => ({ ...candidate, score: scoreOf(vectorOf(candidate), model) }))
    .sort((a, b) => b.score - a.score)
  const score = round(weighed[0]?.score ?? 0)
  if (score <= 0.5) return { ...NOTHING, score }
  const telling = weighed.filter((candidate) => candidate.score > SUPPORTING)
  const { kinds, direction } = readingOf(telling, allowsTraining(analysis.before, document), document)
  return {
    relevant: true,
    score,
    kinds,
    direction,
    effectiveOn: effectiveDay(
      analysis.after,
      telling.flatMap(({ change }) => change.after ?? []),
      { recordedOn },
    ),
    passages: passagesOf(telling, analysis.before, analysis.after),
  }
}

const round = (score: number) => Math.round(score * 1_000) / 1_000
