import { expect, test } from 'vitest'
import { shortSentences } from '../../../src/guides/checks/short-sentences.ts'
import { aPractice, aService } from '../service-factory.ts'
import { placesOf, runCheck } from './run-check.ts'

const words = (count: number) => Array.from({ length: count }, () => 'word').join(' ')
const withCaveat = (text: string) => aService({ practices: [aPractice({ caveats: [{ text }] })] })

test('accepts sentences of 25 words, several in one text', () => {
  expect(runCheck(shortSentences, withCaveat(`${words(25)}. ${words(12)}.`))).toEqual([])
})

test('reports a sentence of 26 words', () => {
  const problems = runCheck(shortSentences, withCaveat(`Short. ${words(26)}.`))
  expect(placesOf(problems)).toEqual(['practices.0.caveats.0.text'])
  expect(problems[0]?.message).toContain('26 words')
})
