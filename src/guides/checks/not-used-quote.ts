import type { Evidence } from '../../core/service.ts'
import { evidenceOf } from '../status.ts'
import type { Check } from './check.ts'

/** What a promise not to train is about, and the words that make it one; languages other than these are taken on trust. */
const DECISIVE = new Map([
  [
    'en',
    {
      subject: /\b(?:AI|artificial intelligence|machine[ -]learning|LLMs?|models?|train(?:s|ed|ing)?|algorithms?|improv\w+|develop\w*)\b/i,
      denial:
        /\b(?:not|never|no|none|nor|neither|cannot|without|only|unless|opt(?:s|ed|ing)?[ -](?:in|out)|opt-out|consent\w*|permission|choos\w+|chose|chosen|choice|exclud\w+|exempt\w*|paus\w+|stopp\w+|prohibit\w*|prevent\w*|off|disabled|private|ring-fenced|isolated)\b|n['’]t\b/i,
    },
  ],
  [
    'de',
    {
      subject: /\b(?:KI|künstliche\w* Intelligenz|Modelle?n?|train\w*|verbesser\w*|maschinelle\w*)/i,
      denial: /\b(?:nicht|kein\w*|nie|ohne|nur|Einwilligung|ausgenommen|ausgeschlossen)\b/i,
    },
  ],
  [
    'fr',
    {
      subject: /(?:\bIA\b|intelligence artificielle|modèles?|entraîn\w*|amélior\w*|apprentissage)/i,
      denial: /\b(?:ne|n['’]|pas|aucun\w*|jamais|sans|seulement|consentement)/i,
    },
  ],
])

/** "Not used" is the answer people rely on without doing anything, so its proof must say it. */
export const notUsedQuote: Check = {
  id: 'not-used-quote',
  summary: 'A rule that says `never` or `off` has a quote that speaks of AI, training or models, and says no to it or asks for consent.',
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
  return words === undefined || (words.subject.test(quote) && words.denial.test(quote))
}
