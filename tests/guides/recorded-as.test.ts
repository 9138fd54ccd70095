/** A document in a collection finds the guide that covers it, by what the guide says first, and never by guessing. */

import { expect, test } from 'vitest'
import { createCatalog } from '../../src/core/catalog.ts'
import { guideRecordedAs } from '../../src/guides/recorded-as.ts'
import { aService } from './service-factory.ts'

type Written = NonNullable<Parameters<typeof aService>[0]>

const named = (slug: string, name: string, recordedAs: NonNullable<Written['recordedAs']> = [], more: Written = {}) =>
  aService({ slug, name, aliases: [], products: [], domains: [`${slug}.example`], recordedAs, ...more })

const catalog = createCatalog([
  named('x-twitter', 'X', [{ service: 'X' }, { service: 'Twitter' }]),
  named('gemini', 'Gemini', [{ service: 'Google', documents: ['Generative AI Terms'] }]),
  named('google', 'Google'),
  named('atlassian', 'Atlassian', [], { products: ['Jira'], aliases: ['Atlassian Cloud'] }),
  named('amazon-alexa', 'Amazon Alexa'),
])

test.each([
  ['Twitter', 'Privacy Policy', 'x-twitter'],
  ['twitter', 'Terms of Service', 'x-twitter'],
  ['Google', 'Generative AI Terms', 'gemini'],
  ['Jira', 'Terms of Service', 'atlassian'],
  ['Atlassian-Cloud', 'Terms of Service', 'atlassian'],
  ['atlassian.example', 'Terms of Service', 'atlassian'],
])('%s, %s is covered by %s', (service, document, slug) => {
  expect(guideRecordedAs(catalog, { service, document })?.slug).toBe(slug)
})

test.each([
  ['Google', 'Privacy Policy'],
  ['Amazon', 'Privacy Policy'],
  ['Atlasian', 'Terms of Service'],
  ['Nobody', 'Terms of Service'],
  ['', ''],
])('%s, %s is covered by none: a part of a name, a slip or a document that was not named is no match', (service, document) => {
  expect(guideRecordedAs(catalog, { service, document })).toBeNull()
})
