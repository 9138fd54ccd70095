import { describe, expect, test } from 'vitest'
import { recordedQuotes, standsIn, versionAt } from '../../src/guides/quotes.ts'
import { anEvidence, aService } from './service-factory.ts'

const TEXT = `## How we use data

*   We use [your **posts**](https://example.com/a_(b)) to train\\- and improve our “models”.
*   You can <b>opt out</b>&nbsp;at any time.

| Data | Used |
| --- | --- |
| Chats | No — never |
`

describe('a quote stands in its text', () => {
  test.each([
    ['without the markup of the text', 'We use your posts to train- and improve our "models".'],
    ['across lines and bullets', 'improve our “models”. You can opt out at any time.'],
    ['through a table', 'Chats No - never'],
    ['with parts left out', 'We use your posts … You can opt out'],
    ['with parts left out in brackets', 'We use your posts [...] opt out at any time.'],
  ])('%s', (_, quote) => {
    expect(standsIn(quote, TEXT)).toBe(true)
  })

  test.each([
    ['other words', 'We use your photos to train'],
    ['another case', 'we use your posts'],
    ['parts in another order', 'opt out … We use your posts'],
    ['nothing but an ellipsis', '…'],
  ])('not with %s', (_, quote) => {
    expect(standsIn(quote, TEXT)).toBe(false)
  })
})

test('an address names a version by commit and path, or none', () => {
  expect(versionAt('https://github.com/OpenTermsArchive/contrib-versions/blob/0123abc/A%20B/Privacy%20Policy.md#x')).toEqual({
    repository: 'contrib-versions',
    commit: '0123abc',
    path: 'A B/Privacy Policy.md',
  })
  for (const url of [
    'https://github.com/OpenTermsArchive/contrib-versions/blob/main/A/B.md',
    'https://github.com/other/contrib-versions/blob/0123abc/A/B.md',
    'https://github.com/OpenTermsArchive/contrib-versions/blob/0123abc/%E0%A4%A.md',
  ])
    expect(versionAt(url)).toBeNull()
})

test('only quotes with credit are compared', () => {
  const service = aService({
    evidence: [
      anEvidence({ credit: 'open-terms-archive' }),
      anEvidence({ id: 'b' }),
      anEvidence({ id: 'c', credit: 'open-terms-archive', quote: undefined }),
    ],
  })
  expect(recordedQuotes([service]).map(({ evidence, version }) => [evidence.id, version])).toEqual([['policy', null]])
})
