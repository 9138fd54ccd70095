import type { Evidence } from '../../core/service.ts'
import { evidenceOf } from '../status.ts'
import type { Check } from './check.ts'

/** Words a promise not to train cannot do without; other languages than these are taken on trust. */
const DECISIVE = new Map([
  [
    'en',
    /\b(?:AI|artificial intelligence|machine[ -]learning|LLMs?|models?|train(?:s|ed|ing)?|algorithms?|not|never|no|none|nor|without|only if|unless|opt(?:ed|ing)?[ -]in|consent|choose)\b|n['’]t\b/i,
  ],
  ['de', /\b(?:KI|künstliche\w* Intelligenz|Modelle?n?|train\w*|nicht|kein\w*|nie|ohne|nur wenn|Einwilligung)\b/i],
  ['fr', /\b(?:IA|intelligence artificielle|modèles?|entraîn\w*|ne|pas|aucun\w*|jamais|sans|consentement)\b/i],
])

/** "Not used" is the answer people rely on without doing anything, so its proof must say it. */
export const notUsedQuote: Check = {
  id: 'not-used-quote',
  summary: 'A rule that says `never` or `off` has a quote that speaks of AI, training or models, or says no.',
  guideline: 'not-used-needs-the-words',
  check({ service }) {
    return service.practices.flatMap((practice, index) =>
      practice.rules.flatMap((rule, at) => {
        if ((rule.default !== 'never' && rule.default !== 'off') || evidenceOf(service, rule.evidence).some(isDecisive)) return []
        return [
          {
            path: ['practices', index, 'rules', at, 'evidence'],
            message: `Rule ${at + 1} of "${practice.id}" says ${rule.default}, and no quote behind it holds words that carry this.`,
            fix: 'Quote the passage with the decisive words, or write `default: unknown`.',
          },
        ]
      }),
    )
  },
}

function isDecisive({ quote, edition }: Evidence): boolean {
  if (quote === undefined) return false
  const words = DECISIVE.get(edition.language.split('-')[0] ?? '')
  return words === undefined || words.test(quote)
}
