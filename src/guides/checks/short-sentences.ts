import type { Service } from '../../core/service.ts'
import type { Path } from '../guide-source.ts'
import type { Check } from './check.ts'

const WORDS_MAX = 25

/** What people read in a chat has to be understood at once. */
export const shortSentences: Check = {
  id: 'short-sentences',
  summary: `No sentence people read is longer than ${WORDS_MAX} words.`,
  guideline: 'short-plain-sentences',
  check({ service }) {
    return textsOf(service).flatMap(({ path, text }) => {
      const longest = Math.max(...sentencesOf(text).map(countWords))
      if (longest <= WORDS_MAX) return []
      return [
        { path, message: `A sentence here has ${longest} words.`, fix: `Split it: at most ${WORDS_MAX} words a sentence, one idea each.` },
      ]
    })
  },
}

function textsOf(service: Service): { path: Path; text: string }[] {
  const texts: { path: Path; text: string }[] = []
  const add = (path: Path, text: string | undefined) => {
    if (text !== undefined) texts.push({ path, text })
  }
  service.practices.forEach((practice, index) => {
    const path: Path = ['practices', index]
    add([...path, 'uses'], practice.uses)
    practice.rules.forEach((rule, at) => {
      add([...path, 'rules', at, 'uses'], rule.uses)
    })
    practice.caveats.forEach((caveat, at) => {
      add([...path, 'caveats', at, 'text'], caveat.text)
    })
    practice.controls.forEach((control, at) => {
      add([...path, 'controls', at, 'covers'], control.covers)
      add([...path, 'controls', at, 'takesEffect'], control.takesEffect)
      add([...path, 'controls', at, 'takes'], control.takes)
      control.loses?.forEach((loss, nth) => {
        add([...path, 'controls', at, 'loses', nth], loss)
      })
    })
  })
  service.alternatives.forEach((alternative, at) => {
    add(['alternatives', at, 'text'], alternative.text)
  })
  service.timeline.forEach((event, at) => {
    add(['timeline', at, 'what'], event.what)
  })
  service.myths.forEach((myth, at) => {
    add(['myths', at, 'claim'], myth.claim)
    add(['myths', at, 'truth'], myth.truth)
  })
  return texts
}

const sentencesOf = (text: string) => text.split(/(?<=[.!?…][”"’)]?)\s+/u)
const countWords = (sentence: string) => sentence.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
