import { expect, test } from 'vitest'
import { notUsedQuote } from '../../../src/guides/checks/not-used-quote.ts'
import { anEvidence, aPractice, aRule, aService } from '../service-factory.ts'
import { placesOf, runCheck } from './run-check.ts'

const promising = (quote: string | undefined, language = 'en') =>
  aService({
    practices: [aPractice({ rules: [aRule({ default: 'never' })] })],
    evidence: [anEvidence({ quote, edition: { jurisdictions: ['world'], language } })],
  })

test('accepts a promise that names training, models or AI, and says no to it or asks for consent', () => {
  for (const quote of [
    'We do not use your files to improve our models.',
    'AI is trained on your posts only if you opt in.',
    'No AI here.',
    'Models learn from files of members who chose to take part.',
    'Once chosen by an admin, files improve our models.',
  ])
    expect(runCheck(notUsedQuote, promising(quote))).toEqual([])
  expect(runCheck(notUsedQuote, promising('Wir verwenden deine Dateien nicht für KI.', 'de'))).toEqual([])
})

test('reports a promise without either, or without a quote', () => {
  for (const quote of ['Your privacy is our priority.', 'Public posts train our models.', 'We do not sell your files.'])
    expect(placesOf(runCheck(notUsedQuote, promising(quote)))).toEqual(['practices.0.rules.0.evidence'])
  expect(runCheck(notUsedQuote, promising(undefined))).toHaveLength(1)
  expect(runCheck(notUsedQuote, promising('Wir schützen deine Dateien.', 'de'))).toHaveLength(1)
})

test('asks nothing of a rule that says the data is used', () => {
  expect(runCheck(notUsedQuote, aService({ evidence: [anEvidence({ quote: 'Your privacy is our priority.' })] }))).toEqual([])
})
