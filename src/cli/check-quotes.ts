/** `optout check --quotes <folder>`: compares quotes word for word with copies of the texts they come from. */

import { loadCatalog } from '../guides/load.ts'
import { recordedQuotes, standsIn } from '../guides/quotes.ts'
import { nameOf, recordedTexts } from './recorded-copies.ts'

type Verdict = 'verified' | 'not found' | 'no copy'

/** Prints every quote that is not verified, and the sums; `true` when no quote is missing from its text. */
export async function checkQuotes(
  content: string | undefined,
  dir: string,
  { write, json }: { readonly write: (text: string) => void; readonly json: boolean },
): Promise<boolean> {
  const quotes = recordedQuotes((await loadCatalog(content)).services)
  const texts = recordedTexts(
    dir,
    quotes.flatMap(({ version }) => version ?? []),
  )
  const rows = quotes.map(({ slug, evidence, quote, version }) => {
    const text = version === null ? undefined : texts.get(nameOf(version))
    const verdict: Verdict = text === undefined ? 'no copy' : standsIn(quote, text) ? 'verified' : 'not found'
    return { verdict, slug, evidence: evidence.id, url: evidence.url ?? null, quote }
  })
  const count = (verdict: Verdict) => rows.filter((row) => row.verdict === verdict).length
  if (json) write(`${JSON.stringify(rows, null, 2)}\n`)
  else {
    for (const { verdict, slug, evidence, quote } of rows)
      if (verdict !== 'verified') write(`${verdict}  ${slug}  ${evidence}${verdict === 'not found' ? `\n    “${quote}”` : ''}\n`)
    write(`${count('verified')} verified, ${count('not found')} not found, ${count('no copy')} without a copy.\n`)
  }
  return count('not found') === 0
}
