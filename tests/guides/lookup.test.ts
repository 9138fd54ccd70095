import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCatalog } from '../../src/core/catalog.ts'
import { lookUp, suggestServices } from '../../src/guides/lookup.ts'
import { aService } from './service-factory.ts'

const named = (slug: string, name: string, more: Partial<Parameters<typeof aService>[0] & object> = {}) =>
  aService({ slug, name, domains: [`${slug}.com`], ...more })

const catalog = createCatalog([
  named('linkedin', 'LinkedIn', { aliases: ['linked in', 'li'], products: ['Sales Navigator'], domains: ['linkedin.com', 'lnkd.in'] }),
  named('microsoft-copilot', 'Microsoft Copilot', { aliases: ['ms copilot', 'bing chat'], domains: ['copilot.microsoft.com'] }),
  named('github-copilot', 'GitHub Copilot', { aliases: ['gh copilot'], domains: ['github.com'] }),
  named('instagram', 'Instagram', { aliases: ['insta', 'ig'] }),
  named('x-twitter', 'X', { aliases: ['twitter', 'x.com'], domains: ['x.com', 'twitter.com'] }),
  named('atlassian', 'Atlassian', { products: ['Jira', 'Confluence'] }),
  named('strava', 'Strava'),
])

const answer = (typed: string) => {
  const found = lookUp(catalog, typed)
  return found.kind === 'found'
    ? `${found.service.slug} by ${found.how}`
    : found.kind === 'unknown'
      ? 'unknown'
      : `${found.kind}: ${found.services.map(({ slug }) => slug).join(', ')}`
}

describe('lookUp', () => {
  test.each([
    ['linkedin', 'linkedin by name'],
    ['  Linked-In ', 'linkedin by name'],
    ['LI', 'linkedin by name'],
    ['ＬｉｎｋｅｄＩｎ', 'linkedin by name'],
    ['sales navigator', 'linkedin by name'],
    ['jira', 'atlassian by name'],
    ['x', 'x-twitter by name'],
    ['https://www.linkedin.com/in/somebody?x=1', 'linkedin by link'],
    ['<https://lnkd.in/abc>', 'linkedin by link'],
    ['twitter.com', 'x-twitter by link'],
    ['copilot.microsoft.com', 'microsoft-copilot by link'],
    ['https://notlinkedin.com/', 'unknown'],
    ['https://evil.example/linkedin.com', 'unknown'],
    ['linkdin', 'linkedin by typo'],
    ['lnikedin', 'linkedin by typo'],
    ['instagarm', 'instagram by typo'],
    ['how do I stop insta from using my photos', 'instagram by phrase'],
    ['copilot', 'ambiguous: github-copilot, microsoft-copilot'],
    ['srava', 'strava by typo'],
    ['stava', 'strava by typo'],
    ['photobucket', 'unknown'],
    ['qwertzuiop', 'unknown'],
    ['', 'unknown'],
    ['   ', 'unknown'],
    ['\u0000\u0007', 'unknown'],
    ['constructor', 'unknown'],
    ['a'.repeat(4000), 'unknown'],
  ])('%j → %s', (typed, expected) => {
    expect(answer(typed)).toBe(expected)
  })

  test('asks rather than answers for a short word that is one slip away', () => {
    expect(answer('ista')).toBe('near: instagram')
  })

  test('finds every service by its own slug, name, aliases, products and domains', () => {
    for (const service of catalog.services) {
      for (const term of [service.slug, service.name, ...service.aliases, ...service.products, ...service.domains]) {
        const found = lookUp(catalog, term)
        expect(found.kind === 'found' && found.service.slug, term).toBe(service.slug)
      }
    }
  })

  test('has an answer for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (typed) =>
        ['found', 'ambiguous', 'near', 'unknown'].includes(lookUp(catalog, typed).kind),
      ),
    )
  })
})

describe('owners, countries and slips', () => {
  const owned = createCatalog([
    named('finder', 'Acme Finder', { owner: 'Acme', aliases: ['acme'], domains: ['acme.com'] }),
    named('mailer', 'Acme Mailer', { owner: 'Acme, Inc.', domains: ['mail.acme.com'] }),
    named('clipper', 'Clipper', { owner: 'Clipper Labs (Acme)', aliases: ['film clips'] }),
    named('solo', 'Solo', { owner: 'Bravura GmbH', domains: ['solotool.com'] }),
    named('orchard', 'Orchard', { owner: 'Orchard' }),
    named('orchard-mind', 'Orchard Mind', { owner: 'Orchard' }),
  ])
  const of = (typed: string) => {
    const found = lookUp(owned, typed)
    return found.kind === 'found'
      ? found.service.slug
      : found.kind === 'unknown'
        ? 'unknown'
        : `${found.kind} ${found.services.map(({ slug }) => slug).join(' ')}`
  }

  test.each([
    ['an owner of several is asked about, whoever has it as an alias', 'acme', 'ambiguous clipper finder mailer'],
    ['so it is inside a sentence', 'how do I stop ACME', 'ambiguous clipper finder mailer'],
    ['unless one of its services is named too', 'acme mailer from acme', 'mailer'],
    ['an owner of one is that one', 'bravura', 'solo'],
    ['a name stays a name, though its owner has more', 'orchard', 'orchard'],
    ['a name with a slip is not the shorter name in it', 'orchard mnid', 'orchard-mind'],
    ['a site under a country ending is the same site', 'https://www.solotool.de/a', 'solo'],
    ['but not one that only looks alike', 'https://mysolotool.de/a', 'unknown'],
    ['nor one under another ending', 'https://solotool.example/a', 'unknown'],
    ['the word of a domain is a name', 'solotool', 'solo'],
    ['two names are both meant', 'solo or clipper', 'ambiguous clipper solo'],
  ])('%s', (_, typed, expected) => {
    expect(of(typed).split(' ').toSorted()).toEqual(expected.split(' ').toSorted())
  })
})

describe('suggestServices', () => {
  const slugs = (typed: string, first: string[] = []) => suggestServices(catalog, typed, first).map(({ slug }) => slug)

  test('names that begin so come first, then words that begin so', () => {
    expect(slugs('lin')[0]).toBe('linkedin')
    expect(slugs('cop')).toEqual(['github-copilot', 'microsoft-copilot'])
  })

  test('nothing typed: what the person follows comes first', () => {
    expect(slugs('', ['strava', 'instagram']).slice(0, 2)).toEqual(['instagram', 'strava'])
  })

  test('a slip still finds it, nonsense finds nothing', () => {
    expect(slugs('instagrm')).toEqual(['instagram'])
    expect(slugs('zzzzqq')).toEqual([])
  })
})
